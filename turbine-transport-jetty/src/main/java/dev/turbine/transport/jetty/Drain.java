package dev.turbine.transport.jetty;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client finish sending a body that nobody wants, for a while. Closing at once would answer it with a reset, and
 * a client that gets one while it sends may never see the reply.
 */
final class Drain implements Runnable {
    private static final int AT_ONCE = 64 * 1024;
    private static final int MOST = 4 * 1024 * 1024;
    private static final long MILLIS = 2_000;

    private final Request request;
    private final Callback callback;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Scheduler.@Nullable Task timeout;
    private long count;

    Drain(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
    }

    /** Discards what has arrived already; whether that was all, so that the connection can be used again. */
    boolean readAvailable() {
        while (count < AT_ONCE) {
            Content.Chunk chunk = request.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return false;
            }
            if (discard(chunk)) {
                return true;
            }
        }
        return false;
    }

    /** Discards what still comes; then completes the request. */
    void start() {
        timeout = request.getComponents().getScheduler().schedule(this::end, MILLIS, TimeUnit.MILLISECONDS);
        run();
    }

    @Override
    public void run() {
        while (count < MOST) { // past it the client waits for the end of the time, with what it sends unread
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk) || discard(chunk)) {
                end();
                return;
            }
        }
    }

    private boolean discard(Content.Chunk chunk) {
        boolean last = chunk.isLast();
        count += chunk.remaining();
        chunk.release();
        return last;
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            Scheduler.Task task = timeout;
            if (task != null) {
                task.cancel();
            }
            callback.succeeded();
        }
    }
}
