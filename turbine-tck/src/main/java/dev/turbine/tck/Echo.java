package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Message;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers each message with a batch of two, one batch in flight at a time as the engine does it, and closes when it is told
 * to.
 */
final class Echo {
    /** The message that makes it close. */
    static final String CLOSE = "close";

    private final RecordingListener listener;
    private final Queue<String> pending = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();

    /** Begins to answer what the listener hears. */
    Echo(RecordingListener listener) {
        this.listener = listener;
        listener.onMessage(message -> {
            pending.add(message.text());
            pump();
        });
        listener.connection().demand();
    }

    RecordingListener listener() {
        return listener;
    }

    /** How many batches were sent and are not completed, or were completed more than once. */
    int open() {
        return sent.get() - completed.get();
    }

    private void pump() {
        while (!pending.isEmpty() && busy.compareAndSet(false, true)) {
            String text = pending.poll();
            if (text == null) {
                busy.set(false);
            } else if (text.equals(CLOSE)) {
                listener.connection().close(Disconnect.SHUTTING_DOWN);
                busy.set(false);
            } else {
                sent.incrementAndGet();
                Batch batch = Batch.of(Message.text(text), Message.text(text + " again"));
                listener.connection().send(batch, failure -> {
                    completed.incrementAndGet();
                    busy.set(false);
                    pump();
                });
            }
        }
    }
}
