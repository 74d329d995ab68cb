package dev.turbine.transport.jakarta;

import dev.turbine.spi.Acceptor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A transport that serves: its acceptor, its connections, and the threads for what blocks in a container. */
final class Mount {
    private static final int BLOCKING_THREADS = 16;
    private static final int WAITING_THREADS = 32;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    final Acceptor acceptor;
    /** For close and ping, which wait for the peer in Tomcat. A connection has at most one of each in the queue. */
    final ThreadPoolExecutor blocking;
    /** Permits for threads of the container's that wait until a connection may read on, where it cannot be suspended. */
    final Semaphore waiting = new Semaphore(WAITING_THREADS);

    private final Set<SocketConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Mount(Acceptor acceptor) {
        this.acceptor = acceptor;
        this.blocking = new ThreadPoolExecutor(
                BLOCKING_THREADS, BLOCKING_THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "turbine-jakarta-blocking");
                    thread.setDaemon(true);
                    return thread;
                });
        blocking.allowCoreThreadTimeOut(true);
    }

    void opened(SocketConnection connection) {
        connections.add(connection);
        if (closed) {
            connection.abort();
        }
    }

    void ended(SocketConnection connection) {
        connections.remove(connection);
    }

    /** Connections that are being opened come to {@link #opened} later and end there: so the threads are not shut down. */
    void close() {
        closed = true;
        connections.forEach(SocketConnection::abort);
        long deadline = System.nanoTime() + CLOSE_NANOS;
        while (!connections.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
