package dev.turbine.tck;

/** How a test reaches a running Turbine: over sockets, or in memory. */
public interface Dialer {
    /**
     * Opens a WebSocket at {@code /ws}.
     *
     * @param headers further header lines of the upgrade request, such as {@code Origin: https://app.example}
     * @throws UpgradeRefused if the request is not answered with 101
     */
    Client dial(String... headers);

    /** Makes an HTTP request and returns its reply. */
    RawReply call(RawRequest request);
}
