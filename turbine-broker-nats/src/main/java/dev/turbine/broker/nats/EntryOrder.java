package dev.turbine.broker.nats;

import dev.turbine.spi.PublicationLog.Entry;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the entries of one channel in order. A server stores in order, but tells of it without a lock: when two connections
 * publish at once, the second may be told before the first. So one whose predecessor has not come waits for it a moment.
 *
 * <p>Of a predecessor that has been forgotten the server says 0; where all since has been heard, it is known here.
 */
final class EntryOrder {
    /** Four connections that flood one channel have made 1,250 come before the one that was first. */
    private static final int MAX_HELD = 4_096;

    private static final int MAX_HELD_BYTES = 4 << 20;

    enum Outcome {
        /** It was handed on, as were those that had waited for it. */
        TAKEN,
        /** It waits: {@link #release} is to be called after a moment. */
        HELD,
        /** It waits with others, which are released at once. */
        HELD_TOO,
        /** A newer one was handed on before. */
        LATE
    }

    private final Map<Long, Entry> held = new TreeMap<>();
    private int heldBytes;
    private long last; // that was handed on; 0 for none
    private volatile long known; // the newest before the first that is handed on; 0 if that is not known
    private boolean lost; // something, since the last
    private int era; // of the numbers

    EntryOrder(int era) {
        this.era = era;
    }

    /** Any thread. */
    void known(long top) {
        known = top;
    }

    /** If it is another era than before, numbers have begun anew. */
    void enter(int now) {
        if (era != now) {
            era = now;
            held.clear();
            heldBytes = 0;
            last = 0;
            lost = false;
        }
    }

    Outcome take(Entry entry, Consumer<Entry> then) {
        if (entry.offset() <= last) {
            return Outcome.LATE;
        }
        if (last == 0 || entry.previous() <= last) {
            handOn(entry, then);
            while (!held.isEmpty() && next().previous() <= last) {
                handOn(next(), then);
            }
            return Outcome.TAKEN;
        }
        if (held.put(entry.offset(), entry) == null) {
            heldBytes += entry.payload().length;
        }
        if (held.size() > MAX_HELD || heldBytes > MAX_HELD_BYTES) {
            release(then);
            return Outcome.TAKEN;
        }
        return held.size() == 1 ? Outcome.HELD : Outcome.HELD_TOO;
    }

    private Entry next() {
        return held.values().iterator().next();
    }

    void release(Consumer<Entry> then) {
        while (!held.isEmpty()) {
            handOn(next(), then);
        }
    }

    private void handOn(Entry entry, Consumer<Entry> then) {
        if (held.remove(entry.offset()) != null) {
            heldBytes -= entry.payload().length;
        }
        long before = entry.previous();
        if (before == 0 && !lost) {
            long newest = last > 0 ? last : known;
            before = newest < entry.offset() ? newest : 0;
        }
        last = entry.offset();
        lost = false;
        then.accept(new Entry(entry.offset(), before, entry.payload()));
    }

    void lost() {
        lost = true;
        known = 0;
    }
}
