package dev.turbine.tck;

import dev.turbine.Turbine;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A running Turbine and the way to it. */
record Node(Turbine turbine, Dialer dialer) implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Milliseconds in place of {@link #PATIENCE} for {@link TransportContract}, where a test expects it to fail. */
    static final String PATIENCE_PROPERTY = "turbine.tck.patience";

    /** How long to wait for what a sound transport does at once. */
    static Duration patience() {
        return Duration.ofMillis(Long.getLong(PATIENCE_PROPERTY, PATIENCE.toMillis()));
    }

    /** Opens a connection and authenticates it. */
    Client connect(String token) {
        Client client = dialer.dial();
        client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token + "\"}}");
        expect("{\"id\":1,\"result\":{\"connected\":true}}", client.receive(PATIENCE));
        return client;
    }

    /** Subscribes an authenticated client. */
    void subscribe(Client client, String channel) {
        client.sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\"}}");
        expect("{\"id\":2,\"result\":{\"subscribed\":true}}", client.receive(PATIENCE));
    }

    /** Where it listens, when it is reached over sockets. */
    URI base() {
        if (dialer instanceof SocketDialer sockets) {
            return sockets.base();
        }
        throw new IllegalStateException("reached in memory, not over sockets");
    }

    @Override
    public void close() {
        turbine.close();
        if (dialer instanceof MemoryTransport transport) {
            expect(List.of(), transport.violations());
        }
    }

    static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + ", got " + actual);
        }
    }
}
