package dev.turbine.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback interface that fails on demand, for tests of what connects to a server. What is said of its
 * connections goes for those that are open and those that are opened later.
 *
 * <p>This class is thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    private final InetSocketAddress server;
    private final int port;
    private final ProxyFlow flow = new ProxyFlow();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private @Nullable ServerSocket listening; // null while it refuses; guarded by lock
    private @Nullable Thread accepting; // guarded by lock
    private boolean closed; // guarded by lock

    private FaultyProxy(InetSocketAddress server) {
        this.server = server;
        this.port = listen(0);
    }

    /** Listens on a free port, and connects to a server for each connection that it gets. */
    public static FaultyProxy to(String host, int port) {
        return new FaultyProxy(new InetSocketAddress(host, port));
    }

    /** Where it listens. Stays the same. */
    public int port() {
        return port;
    }

    /** Holds what goes each way for some time: each piece from when it is read, and the next is read thereafter. */
    public void delay(Duration toServer, Duration toClient) {
        flow.delay(toServer, toClient);
    }

    /** Moves no byte either way, and reads none, until {@link #restore}. Nothing is lost. */
    public void stall() {
        flow.mode(ProxyFlow.Mode.STALLED);
    }

    /** Half open: reads whatever either side sends and throws it away. Nor is the end of one side told to the other. */
    public void swallow() {
        flow.mode(ProxyFlow.Mode.SWALLOWING);
    }

    /** Ends the open connections, both ways, with a reset. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Listens no more: who connects is refused. Connections that are open stay. */
    public void refuse() {
        synchronized (lock) {
            stopListening();
        }
    }

    /** Listens again after {@link #refuse}, on the same port. */
    public void accept() {
        listen(port);
    }

    /** Works as in the beginning. Connections that have lost bytes are reset. */
    public void restore() {
        flow.delay(Duration.ZERO, Duration.ZERO);
        flow.mode(ProxyFlow.Mode.NORMAL);
        connections.stream().filter(ProxiedConnection::hasLost).forEach(ProxiedConnection::reset);
        accept();
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            stopListening();
        }
        flow.end();
        reset();
    }

    private int listen(int on) {
        synchronized (lock) {
            if (listening != null || closed) {
                return port;
            }
            try {
                ServerSocket socket = new ServerSocket();
                socket.setReuseAddress(true); // connections of before may linger on the port
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on));
                listening = socket;
                accepting = ProxiedConnection.run("faulty-proxy-accept", () -> acceptAll(socket));
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Under the lock. The system goes on accepting until the thread has left its call. */
    private void stopListening() {
        if (listening == null || accepting == null) {
            return;
        }
        close(listening);
        listening = null;
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                ProxiedConnection.run("faulty-proxy-connect", () -> connect(client));
            } catch (IOException e) {
                close(socket); // by refuse or close, most likely
            }
        }
    }

    private void connect(Socket client) {
        Socket toServer = new Socket();
        ProxiedConnection connection = new ProxiedConnection(client, toServer, flow, connections::remove);
        connections.add(connection);
        try {
            toServer.connect(server, 5000);
            connection.start();
        } catch (IOException e) {
            connection.reset();
        }
        synchronized (lock) {
            if (!closed) {
                return;
            }
        }
        connection.reset();
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
