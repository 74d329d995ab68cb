package dev.turbine.transport.jetty;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.support.ByteCollector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Reads a body as it comes, without a thread waiting. Jetty runs it once more for every demand. */
final class BodyReader implements Runnable {
    private final Request request;
    private final ByteCollector bytes;
    private final HttpCall.Body body;
    private final Scheduler scheduler;
    private volatile boolean finished;
    private volatile Scheduler.@Nullable Task timeout;

    BodyReader(Request request, ByteCollector bytes, HttpCall.Body body) {
        this.request = request;
        this.bytes = bytes;
        this.body = body;
        this.scheduler = request.getComponents().getScheduler();
    }

    /** @param time for the whole body, since Jetty's own timeout starts anew with each byte */
    void start(Duration time) {
        run();
        if (!finished) { // most bodies have come with their head, and need no timer
            timeout = scheduler.schedule(() -> onTimeout(time), time.toMillis(), TimeUnit.MILLISECONDS);
            if (finished) {
                cancelTimeout();
            }
        }
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                finish();
                body.onFailed(chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            boolean fits = bytes.add(chunk.getByteBuffer());
            chunk.release();
            if (!fits) {
                finish();
                body.onTooBig();
                return;
            }
            if (last) {
                finish();
                body.onBytes(bytes.take());
                return;
            }
        }
    }

    private void onTimeout(Duration time) {
        if (!finished) {
            // Makes Jetty run this with a failure to read, so that all outcomes come one way.
            request.fail(new TimeoutException("the body took more than " + time));
        }
    }

    private void finish() {
        finished = true;
        cancelTimeout();
    }

    private void cancelTimeout() {
        Scheduler.Task task = timeout;
        if (task != null) {
            task.cancel();
        }
    }
}
