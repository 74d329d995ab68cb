package dev.turbine.broker.nats;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What the server has not confirmed yet, in the order it was sent. Each thing has a mark, and marks rise: a confirmation is
 * for all up to a mark. Owned by the thread of {@link Outbound}.
 */
final class Unconfirmed {
    private record Entry(long mark, Consumer<Boolean> then) {}

    private final Queue<Entry> entries = new ArrayDeque<>();
    private long newest;
    private long confirmed;
    private long doubtful;

    /** @param then told true if it was confirmed; false if the wire ended first, or the server refused something */
    void add(Consumer<Boolean> then) {
        entries.add(new Entry(++newest, then));
    }

    /** The newest mark. */
    long newest() {
        return newest;
    }

    boolean isConfirmed(long mark) {
        return mark <= confirmed;
    }

    /** The server has refused something, nobody knows what: all that was added until now is not confirmed as sound. */
    void doubt() {
        doubtful = newest;
    }

    /** The server has dealt with all up to a mark. */
    void confirm(long mark) {
        confirmed = mark;
        Entry entry;
        while ((entry = entries.peek()) != null && entry.mark <= mark) {
            entries.remove();
            entry.then.accept(entry.mark > doubtful);
        }
    }

    /** The wire has ended: nobody knows what of it the server has dealt with. */
    void abandon() {
        Entry entry;
        while ((entry = entries.poll()) != null) {
            entry.then.accept(false);
        }
    }
}
