package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Keeps what a connection tells, and notices calls that overlap, come after the end, or were not asked for. It demands the
 * next message after each, unless told not to.
 */
public final class RecordingListener implements Connection.Listener {
    private final Connection connection;
    private final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Disconnect> ends = new LinkedBlockingQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pongs = new AtomicInteger();
    private final AtomicBoolean inCall = new AtomicBoolean();
    private volatile boolean hasEnded;
    private volatile boolean demanding = true;
    private volatile Consumer<Received> onMessage = message -> {};
    private volatile Runnable onEnd = () -> {};

    /** Listens to a connection. */
    public RecordingListener(Connection connection) {
        this.connection = connection;
    }

    /** A message as it arrived. */
    public record Received(byte[] payload, Message.Kind kind) {
        /** The payload as text. */
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** Leaves it to the test to demand. */
    public RecordingListener withoutDemand() {
        demanding = false;
        return this;
    }

    /** Does this within every {@code onMessage}. */
    public RecordingListener onMessage(Consumer<Received> action) {
        onMessage = action;
        return this;
    }

    /** Does this within {@code onClosed}. */
    public RecordingListener onEnd(Runnable action) {
        onEnd = action;
        return this;
    }

    /** What it listens to. */
    public Connection connection() {
        return connection;
    }

    /** Sends one batch; the future completes with null when it is written, otherwise with the reason. */
    public CompletableFuture<Throwable> send(Message... batch) {
        CompletableFuture<Throwable> done = new CompletableFuture<>();
        connection.send(Batch.of(batch), failure -> {
            if (!done.complete(failure)) {
                faults.add("a batch was completed twice");
            }
        });
        return done;
    }

    /**
     * The message that arrives next.
     *
     * @throws AssertionError if none does
     */
    public Received next() {
        return RecordingAcceptor.next(messages, "no message came");
    }

    /**
     * What {@code onClosed} was told.
     *
     * @throws AssertionError if it is not called
     */
    public Disconnect end() {
        return RecordingAcceptor.next(ends, "onClosed was not called");
    }

    /** The messages that nobody has taken. */
    public BlockingQueue<Received> messages() {
        return messages;
    }

    /** The ends told that nobody has taken. */
    public BlockingQueue<Disconnect> ends() {
        return ends;
    }

    /** What was wrong with the calls of this listener, in words. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many pongs were reported. */
    public int pongs() {
        return pongs.get();
    }

    @Override
    public void onMessage(byte[] payload, Message.Kind kind) {
        Received message = new Received(payload, kind);
        within("onMessage", () -> {
            messages.add(message);
            onMessage.accept(message);
        });
        if (demanding) {
            connection.demand();
        }
    }

    @Override
    public void onPong() {
        within("onPong", pongs::incrementAndGet);
    }

    @Override
    public void onClosed(Disconnect disconnect) {
        within("onClosed", () -> {
            hasEnded = true;
            onEnd.run();
            ends.add(disconnect);
        });
    }

    private void within(String call, Runnable action) {
        if (hasEnded) {
            faults.add(call + " after onClosed");
        }
        boolean alone = inCall.compareAndSet(false, true);
        if (!alone) {
            faults.add(call + " overlaps another call");
        }
        try {
            action.run();
        } finally {
            if (alone) {
                inCall.set(false);
            }
        }
    }
}
