package dev.turbine.transport.undertow;

import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * What is on its way out of a connection: a batch of the engine's, control frames before or behind it, and last the close
 * frame. Undertow's own frames can be written by the I/O thread alone, where a reply would wait behind broadcasts to
 * thousands of others. Here the thread that has something to send writes it; what the socket does not take at once is left
 * to the I/O thread.
 *
 * <p>Thread-safe. What is to be told is told outside of the lock.
 */
final class Outbox {
    private static final int MOST_BYTES = 128 * 1024; // at once; the JDK copies as much out of the heap
    private static final int MOST_WRITES = 8; // then it is the turn of others

    private final ConduitStreamSinkChannel sink;
    private final Runnable resume;
    private final Runnable broken;
    private final Queue<OutFrame> frames = new ArrayDeque<>(2); // and the lock of all that follows
    private final Queue<Runnable> told = new ArrayDeque<>(2); // waits for the lock to be released
    private Connection.@Nullable Completion done; // null while nothing of the engine's is on its way
    private @Nullable OutFrame close; // waits for the batch
    private boolean pinging;
    private boolean closing;
    private boolean waiting; // until the socket takes more
    private boolean ended;

    /**
     * @param resume has {@link #onWritable} called when the socket takes more
     * @param broken told that the socket takes nothing any more
     */
    Outbox(ConduitStreamSinkChannel sink, Runnable resume, Runnable broken) {
        this.sink = sink;
        this.resume = resume;
        this.broken = broken;
    }

    void send(Batch batch, Connection.Completion completion) {
        synchronized (frames) {
            if (ended || closing) {
                told.add(() -> completion.done(new ClosedChannelException()));
            } else {
                frames.add(OutFrame.of(batch, this::sent));
                done = completion;
                write();
            }
        }
        tell();
    }

    /** Left out while one has not left yet: a peer that does not read gets no more of them. */
    void ping() {
        synchronized (frames) {
            if (!pinging && !ended && !closing) {
                pinging = true;
                frames.add(OutFrame.control(FrameRules.PING, ByteBuffer.allocate(0), () -> pinging = false));
                write();
            }
        }
        tell();
    }

    void pong(ByteBuffer payload, Runnable written) {
        synchronized (frames) {
            if (ended || closing) {
                told.add(written);
            } else {
                frames.add(OutFrame.control(FrameRules.PONG, payload, () -> told.add(written)));
                write();
            }
        }
        tell();
    }

    /** Sends the last frame, behind the batch. */
    void close(ByteBuffer payload, Runnable written) {
        synchronized (frames) {
            if (!ended && !closing) {
                closing = true;
                close = OutFrame.control(FrameRules.CLOSE, payload, () -> told.add(written));
                write();
            }
        }
        tell();
    }

    /** Whatever has not been sent will not be. */
    void end() {
        synchronized (frames) {
            fail(new ClosedChannelException());
        }
        tell();
    }

    /** Called by the I/O thread. */
    void onWritable() {
        synchronized (frames) {
            waiting = false;
            write();
            if (!waiting) {
                sink.suspendWrites();
            }
        }
        tell();
    }

    private void write() {
        if (waiting || ended) {
            return;
        }
        try {
            boolean taken = true;
            for (int i = 0; taken && refill(); i++) {
                taken = i < MOST_WRITES && writeSome();
            }
            if (!taken || !sink.flush()) {
                waiting = true;
                told.add(resume);
            }
        } catch (IOException | RuntimeException e) {
            told.add(broken);
            fail(e);
        }
    }

    /** Whether there is anything to write. */
    private boolean refill() {
        OutFrame last = close;
        if (done == null && last != null) {
            close = null;
            frames.add(last);
        }
        return !frames.isEmpty();
    }

    /** Makes one write; whether the socket has taken any of it. TLS takes a record at a time. */
    private boolean writeSome() throws IOException {
        ByteBuffer[] buffers = new ByteBuffer[frames.size()];
        int count = 0;
        int bytes = 0;
        ByteBuffer cut = null;
        for (OutFrame frame : frames) {
            if (bytes >= MOST_BYTES) {
                break;
            }
            cut = frame.bytes();
            buffers[count++] = cut;
            bytes += cut.remaining();
        }
        if (cut != null && bytes > MOST_BYTES) {
            cut.limit(cut.limit() - Math.min(bytes - MOST_BYTES, cut.remaining()));
        }
        long written = sink.write(buffers, 0, count);
        if (cut != null) {
            cut.limit(cut.capacity());
        }
        for (OutFrame first = frames.peek(); first != null && first.hasLeft(); first = frames.peek()) {
            frames.remove();
            first.onLeft().run();
        }
        return written > 0;
    }

    private void sent() {
        complete(null);
    }

    private void fail(Throwable failure) {
        ended = true;
        frames.clear();
        close = null;
        complete(failure);
    }

    private void complete(@Nullable Throwable failure) {
        Connection.Completion completion = done;
        done = null;
        if (completion != null) {
            told.add(() -> completion.done(failure));
        }
    }

    private void tell() {
        for (Runnable next = poll(); next != null; next = poll()) {
            next.run();
        }
    }

    private @Nullable Runnable poll() {
        synchronized (frames) {
            return told.poll();
        }
    }
}
