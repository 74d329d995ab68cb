package dev.turbine.tck.plain;

import static java.util.Objects.requireNonNull;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import dev.turbine.spi.support.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Accepts connections and gives each a {@link PlainPeer} on a thread of its own. Without TLS. */
public final class PlainTransport implements Transport {
    private static final int BACKLOG = 1024;

    private final ServerSettings settings;
    private final Set<PlainPeer> peers = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;
    private volatile boolean closed;

    public PlainTransport(ServerSettings settings) {
        this.settings = settings;
    }

    /** On any free port of the loopback interface. */
    public static PlainTransport onFreePort() {
        return new PlainTransport(ServerSettings.DEFAULT.withHost("127.0.0.1").withPort(0));
    }

    @Override
    public void start(Acceptor acceptor) throws IOException {
        String host = settings.host();
        ServerSocket opened = new ServerSocket();
        try {
            InetAddress any = null;
            opened.bind(
                    new InetSocketAddress(host == null ? any : InetAddress.getByName(host), settings.port()), BACKLOG);
        } catch (IOException e) {
            opened.close();
            throw settings.cannotListen(e);
        }
        server = opened;
        daemon("plain-accept", () -> accept(opened, acceptor));
    }

    @Override
    public List<URI> addresses() {
        return List.of(settings.address(requireNonNull(server, "not started").getLocalPort()));
    }

    @Override
    public void close() {
        closed = true;
        if (server != null) {
            quietly(server);
        }
        peers.forEach(PlainPeer::close);
    }

    private void accept(ServerSocket server, Acceptor acceptor) {
        while (!closed) {
            try {
                serve(server.accept(), acceptor);
            } catch (IOException e) {
                // Closed, which ends the loop; or the peer has gone before it was accepted.
            }
        }
    }

    private void serve(Socket socket, Acceptor acceptor) throws IOException {
        PlainPeer peer = new PlainPeer(socket, acceptor);
        peers.add(peer);
        if (closed) {
            peer.close(); // close() may have looked at the peers before
        }
        daemon("plain-reader", () -> {
            try {
                peer.run();
            } finally {
                peers.remove(peer);
            }
        });
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // It is closed as far as anybody can tell.
        }
    }
}
