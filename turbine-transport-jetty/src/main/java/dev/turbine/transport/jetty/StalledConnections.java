package dev.turbine.transport.jetty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that complete no request for the idle timeout, handshake of TLS included. Jetty's own timeout starts
 * anew with each byte, so one byte now and then would hold a connection for ever. Those that became WebSockets have
 * left.
 */
final class StalledConnections extends AbstractLifeCycle implements Connection.Listener {
    private final Map<Connection, Progress> progress = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final long timeoutNanos;
    private final long periodMillis;
    private volatile Scheduler.@Nullable Task next;

    StalledConnections(Scheduler scheduler, Duration timeout) {
        this.scheduler = scheduler;
        this.timeoutNanos = timeout.toNanos();
        this.periodMillis = Math.max(50, Math.min(1000, timeout.toMillis() / 4));
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            progress.put(connection, new Progress(connection.getMessagesIn(), System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        progress.remove(connection);
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private void schedule() {
        next = scheduler.schedule(this::sweep, periodMillis, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        progress.forEach((connection, seen) -> {
            long requests = connection.getMessagesIn();
            if (requests != seen.requests) {
                progress.replace(connection, new Progress(requests, now));
            } else if (now - seen.since > timeoutNanos) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning()) {
            schedule();
        }
    }

    /** How many requests a connection had completed, and when that was first seen. */
    private record Progress(long requests, long since) {}
}
