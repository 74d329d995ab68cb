package dev.turbine.transport.undertow;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The WebSockets that are open. Thread-safe. */
final class Sessions {
    private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Adds one that is opening; after {@link #close} it is ended at once. */
    void add(SocketConnection connection) {
        open.add(connection);
        if (closed) {
            connection.abort();
        }
    }

    void remove(SocketConnection connection) {
        open.remove(connection);
    }

    boolean closed() {
        return closed;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void close() {
        closed = true;
        open.forEach(SocketConnection::abort);
    }
}
