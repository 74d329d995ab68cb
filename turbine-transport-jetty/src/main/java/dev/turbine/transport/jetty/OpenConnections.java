package dev.turbine.transport.jetty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/** The WebSockets of a mount, among the connections of a server that goes on without them. */
final class OpenConnections implements Connection.Listener {
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public void onOpened(Connection connection) {
        open.add(connection);
        if (closed) {
            connection.getEndPoint().close(); // its handshake was under way
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    void close() {
        closed = true;
        open.forEach(connection -> connection.getEndPoint().close());
    }
}
