package dev.turbine.tck;

import java.net.URI;

/**
 * Reaches a Turbine over sockets.
 *
 * @param base what it serves, such as {@code http://127.0.0.1:8080}
 */
public record SocketDialer(URI base) implements Dialer {
    @Override
    public Client dial(String... headers) {
        return SocketClient.open(base, headers);
    }

    @Override
    public RawReply call(RawRequest request) {
        return RawHttp.exchange(base, request);
    }
}
