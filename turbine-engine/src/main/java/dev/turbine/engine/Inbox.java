package dev.turbine.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done on a shard, first in, first out: any thread puts, the shard takes. It never blocks and never drops;
 * it stays bounded because whatever enters holds a permit that was taken outside ({@code docs/architecture.md}).
 *
 * <p>Newest first inside, reversed when taken: a put is one compare-and-set, and the shard takes all there is at once.
 */
final class Inbox {
    /** Stands in an empty inbox whose shard sleeps: whoever replaces it wakes the shard, and nobody else needs to. */
    private static final Task ASLEEP = new Task() {
        @Override
        void run() {
            throw new AssertionError("never taken");
        }
    };

    private final AtomicReference<@Nullable Task> newest = new AtomicReference<>();
    private final Runnable wake;

    /** @param wake called by the thread that puts, if the shard sleeps */
    Inbox(Runnable wake) {
        this.wake = wake;
    }

    void put(Task task) {
        Task head;
        do {
            head = newest.get();
            task.next = head == ASLEEP ? null : head;
        } while (!newest.compareAndSet(head, task));
        if (head == ASLEEP) {
            wake.run();
        }
    }

    /** Takes everything, oldest first, linked by {@link Task#next}; null if there is nothing. Ends a sleep. */
    @Nullable
    Task takeAll() {
        Task task = newest.get() == null ? null : newest.getAndSet(null);
        if (task == ASLEEP) {
            return null;
        }
        Task oldest = null;
        while (task != null) {
            Task before = task.next;
            task.next = oldest;
            oldest = task;
            task = before;
        }
        return oldest;
    }

    /** Marks the shard as asleep, unless something has arrived: then it returns false. */
    boolean fallAsleep() {
        return newest.compareAndSet(null, ASLEEP);
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        Task head = newest.get();
        return head == null || head == ASLEEP;
    }
}
