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

    /**
     * The server has dealt with all up to a mark.
     *
     * @param good false if it has refused some of it: nobody knows which
     */
    void confirm(long mark, boolean good) {
        confirmed = mark;
        Entry entry;
        while ((entry = entries.peek()) != null && entry.mark <= mark) {
            entries.remove();
            entry.then.accept(good);
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
