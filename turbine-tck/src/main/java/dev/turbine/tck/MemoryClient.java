package dev.turbine.tck;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client of {@link MemoryTransport}. It sends whole frames only. */
public final class MemoryClient implements Client {
    private final MemoryConnection connection;
    private boolean answerPings = true;
    private boolean ended;

    MemoryClient(MemoryConnection connection) {
        this.connection = connection;
    }

    @Override
    public void send(Frame frame) {
        if (!frame.fin() || frame.opcode() == Frame.CONTINUATION) {
            throw new IllegalArgumentException("a memory client sends whole messages");
        }
        connection.receive(frame);
    }

    @Override
    public @Nullable Frame next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ended) {
            Frame frame = poll(deadline - System.nanoTime());
            if (frame == MemoryConnection.END) {
                ended = true;
            } else if (frame == null || frame.opcode() < Frame.PING) {
                return frame;
            } else if (frame.opcode() == Frame.PING && answerPings) {
                send(Frame.of(Frame.FIN | Frame.PONG, frame.payload()));
            }
        }
        return null;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void answerPings(boolean answer) {
        answerPings = answer;
    }

    /** Stops taking what is written, as a socket does whose peer does not read: the write in flight does not complete. */
    public void hold() {
        connection.hold(true);
    }

    /** Takes everything again, also what was held. */
    public void release() {
        connection.hold(false);
    }

    /** Ends the connection without a close frame. */
    public void kill() {
        connection.receive(MemoryConnection.END);
    }

    @Override
    public void close() {
        connection.receive(Frame.close(1000, ""));
    }

    private @Nullable Frame poll(long nanos) {
        try {
            return connection.poll(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
