package dev.turbine.transport.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/** What a request has behind its head. Used by the connection's I/O thread alone. */
final class RequestBody {
    private static final int AT_ONCE = 64 * 1024;
    private static final int MOST = 4 * 1024 * 1024;
    private static final long DRAIN_MILLIS = 2_000;

    private final HttpServerExchange exchange;
    private @Nullable StreamSourceChannel channel; // Undertow gives it out once
    private long discarded;
    private boolean drained;
    private XnioExecutor.@Nullable Key timeout;

    RequestBody(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    StreamSourceChannel channel() {
        StreamSourceChannel known = channel;
        if (known == null) {
            known = exchange.getRequestChannel();
            channel = known;
        }
        return known;
    }

    /** Discards what has arrived already; whether that was all, so that the connection can be used again. */
    boolean discardAvailable() {
        try {
            return discard(AT_ONCE) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Lets a client finish sending what nobody wants, for a while; then runs a task. Closing at once would answer it with
     * a reset, and a client that gets one while it sends may never see the reply.
     */
    void drain(Runnable then) {
        timeout = exchange.getIoThread().executeAfter(() -> end(then), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        channel().getReadSetter().set(source -> drainMore(then));
        channel().resumeReads();
        drainMore(then);
    }

    private void drainMore(Runnable then) {
        try {
            int read = discard(MOST);
            if (read < 0) {
                end(then);
            } else if (discarded >= MOST) {
                channel().suspendReads(); // the client waits for the end of the time, with what it sends unread
            }
        } catch (IOException e) {
            end(then);
        }
    }

    private void end(Runnable then) {
        if (!drained) {
            drained = true;
            XnioExecutor.Key running = timeout;
            if (running != null) {
                running.remove();
            }
            then.run();
        }
    }

    /** What the last reading returned: −1 at the end, 0 if there is nothing yet. */
    private int discard(int most) throws IOException {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int read = 1;
            while (read > 0 && discarded < most) {
                read = channel().read(buffer.clear());
                discarded += Math.max(0, read);
            }
            return read;
        }
    }
}
