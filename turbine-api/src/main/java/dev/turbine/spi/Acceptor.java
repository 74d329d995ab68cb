package dev.turbine.spi;

/**
 * The engine's side of a transport: decides about upgrades and answers HTTP calls, so that paths, origins, limits and
 * shutdown are decided once and not in every transport.
 *
 * <p>Thread-safe; no method blocks or throws.
 */
public interface Acceptor {
    /**
     * Decides, before the 101, about a request that asks for an upgrade: a GET of HTTP/1.1 with {@code Upgrade: websocket}. The
     * other fields of the handshake are checked here.
     */
    Admission admit(RequestHead head);

    /**
     * Takes every other request that is well formed. The reply is made by {@link HttpCall#reply}, now or later; the next
     * request of the same HTTP/1.1 connection is handled after it.
     */
    void handle(HttpCall call);

    /** The bounds that a transport keeps by itself. They do not change. */
    TransportLimits limits();
}
