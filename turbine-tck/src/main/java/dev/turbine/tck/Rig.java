package dev.turbine.tck;

import dev.turbine.spi.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A transport that serves a {@link RecordingAcceptor}, and the ways to it. */
record Rig(Transport transport, RecordingAcceptor acceptor, URI base) implements AutoCloseable {
    /** Starts the transport. */
    static Rig of(Transport transport, RecordingAcceptor acceptor) {
        try {
            transport.start(acceptor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Rig(transport, acceptor, transport.addresses().get(0));
    }

    /** Opens a WebSocket. */
    Link link() {
        SocketClient client = SocketClient.open(base);
        return new Link(client, acceptor.nextOpened());
    }

    /** Opens many, one after another. */
    List<Link> links(int count) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(link());
        }
        return links;
    }

    /** Connects, and says nothing yet. */
    RawHttp http() {
        return new RawHttp(base);
    }

    /** The beginning of a request that a test sends in parts: its first line and {@code Host}. */
    String begin(String method, String target) {
        return method + " " + RawHttp.prefix(base) + target + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n";
    }

    @Override
    public void close() {
        transport.close();
    }
}
