package dev.turbine.tck.plain;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection.Completion;
import dev.turbine.spi.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes frames, on a thread of its own. What others ask of it never blocks: it waits in one place for each kind. */
final class FrameWriter implements Runnable {
    private static final int FIN = 0x80, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;
    private static final String CLOSED = "the connection is closed";

    private final OutputStream out;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object lock = new Object();
    private Work work = new Work(); // guarded by lock; what is still to be written
    private boolean closing; // guarded by lock; a close frame is or was in the work
    private boolean ended; // guarded by lock

    /** What goes out with one write, in this order. */
    private static final class Work {
        private byte @Nullable [] pong; // to the last ping: the earlier ones need none, RFC 6455, section 5.5.3
        private boolean ping;
        private @Nullable List<Message> batch;
        private @Nullable Completion done;
        private @Nullable Disconnect close;

        boolean isEmpty() {
            return pong == null && !ping && batch == null && close == null;
        }
    }

    FrameWriter(OutputStream out) {
        this.out = out;
    }

    void send(Batch batch, Completion done) {
        synchronized (lock) {
            if (!closing && !ended) {
                work.batch = batch;
                work.done = done;
                lock.notifyAll();
                return;
            }
        }
        done.done(new IOException(CLOSED));
    }

    void ping() {
        synchronized (lock) {
            work.ping = true;
            lock.notifyAll();
        }
    }

    void pong(byte[] payload) {
        synchronized (lock) {
            work.pong = payload;
            lock.notifyAll();
        }
    }

    /** Writes a close frame behind everything else, unless there was one before. */
    void close(Disconnect disconnect) {
        synchronized (lock) {
            if (!closing) {
                closing = true;
                work.close = disconnect;
                lock.notifyAll();
            }
        }
    }

    /** Whether the last frame has been written, or is within this time. */
    boolean hasClosed(Duration time) throws IOException {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Writes nothing more. */
    void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            more = writeOnce();
        }
        closed.countDown();
    }

    /** Waits for work and does it, or fails it once the end has come; false then. */
    private boolean writeOnce() {
        Work next;
        boolean over;
        synchronized (lock) {
            while (work.isEmpty() && !ended) {
                await();
            }
            next = work;
            work = new Work();
            over = ended;
        }
        IOException failure = over ? new IOException(CLOSED) : write(next);
        if (failure != null || next.close != null) {
            end();
        }
        if (next.done != null) {
            next.done.done(failure);
        }
        return !over;
    }

    private void await() {
        try {
            lock.wait();
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    private @Nullable IOException write(Work next) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (next.pong != null) {
            frame(PONG, ByteBuffer.wrap(next.pong), bytes);
        }
        if (next.ping) {
            frame(PING, ByteBuffer.allocate(0), bytes);
        }
        if (next.batch != null) {
            next.batch.forEach(
                    message -> frame(message.kind() == Message.Kind.TEXT ? TEXT : BINARY, message.buffer(), bytes));
        }
        if (next.close != null) {
            frame(CLOSE, ByteBuffer.wrap(CloseFrame.payload(next.close)), bytes);
        }
        try {
            bytes.writeTo(out);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static void frame(int opcode, ByteBuffer payload, ByteArrayOutputStream to) {
        int size = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(10 + size).put((byte) (FIN | opcode));
        if (size < 126) {
            frame.put((byte) size);
        } else if (size < 1 << 16) {
            frame.put((byte) 126).putShort((short) size);
        } else {
            frame.put((byte) 127).putLong(size);
        }
        frame.put(payload).flip();
        to.write(frame.array(), 0, frame.limit());
    }
}
