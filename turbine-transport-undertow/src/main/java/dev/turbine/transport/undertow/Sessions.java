package dev.turbine.transport.undertow;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.XnioIoThread;

/** The WebSockets that are open. Thread-safe. */
final class Sessions {
    private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<XnioIoThread, Lane> lanes = new ConcurrentHashMap<>();
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

    /** The way to an I/O thread, one for all its connections. */
    Lane lane(XnioIoThread thread) {
        return lanes.computeIfAbsent(thread, Lane::new);
    }

    /** Ends those whose threads have gone before them. */
    void abandon() {
        open.forEach(SocketConnection::kill);
        lanes.values().forEach(Lane::close);
    }

    void close() {
        closed = true;
        open.forEach(SocketConnection::abort);
        lanes.values().forEach(Lane::closeIfStopping); // of a mount whose host has gone before it
    }
}
