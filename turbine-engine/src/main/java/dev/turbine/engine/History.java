package dev.turbine.engine;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest publications of one channel, bounded by number, bytes and age. Owned by the shard that the channel is at home
 * on.
 *
 * <p>It knows every publication after {@code floor}: whoever stands there or later can be given what follows.
 */
final class History {
    private static final HistoryEntry[] EMPTY = {};
    private static final int OVERHEAD = 512; // of a channel that is kept for its position alone, roughly

    private final HistoryMemory memory;
    private final Runnable onEvicted;
    private final int maxSize;
    private final long ttlNanos;
    private String epoch;
    private long top;
    private long floor;
    private HistoryEntry[] ring = EMPTY; // its length is a power of two
    private int head;
    private int size;
    private long bytes;
    private @Nullable Map<String, Long> offsetsByKey; // of the entries that have a key
    private boolean counted; // its overhead is
    /** Where it stands among the others; the {@link HistoryMemory}'s. */
    HistoryMemory.@Nullable Order order;

    @Nullable
    History older;

    @Nullable
    History newer;

    /** @param onEvicted runs when it had to make room for others */
    History(ChannelOptions options, HistoryMemory memory, String epoch, Runnable onEvicted) {
        this.memory = memory;
        this.onEvicted = onEvicted;
        this.maxSize = options.historySize();
        this.ttlNanos = options.historyTtl().toNanos();
        this.epoch = epoch;
        count();
        memory.touched(this);
    }

    String epoch() {
        return epoch;
    }

    Position position() {
        return new Position(epoch, top);
    }

    long top() {
        return top;
    }

    int size() {
        return size;
    }

    /** The offset of the publication with this key; null if there is none, or no longer. */
    @Nullable
    Long offsetOf(@Nullable String key) {
        return key == null || offsetsByKey == null ? null : offsetsByKey.get(key);
    }

    private void count() {
        if (!counted) {
            counted = true;
            memory.add(OVERHEAD);
        }
    }

    private void uncount() {
        if (counted) {
            counted = false;
            memory.add(-OVERHEAD);
        }
    }

    /** Takes in the next publication. */
    void append(HistoryEntry entry) {
        count();
        top = entry.offset();
        if (size == ring.length) {
            grow();
        }
        ring[(head + size) & (ring.length - 1)] = entry;
        size++;
        bytes += entry.bytes();
        memory.add(entry.bytes());
        if (entry.key() != null) {
            if (offsetsByKey == null) {
                offsetsByKey = new HashMap<>();
            }
            offsetsByKey.put(entry.key(), entry.offset());
        }
        while (size > maxSize || bytes > memory.maxBytesOfOne) {
            removeFirst();
        }
        memory.touched(this);
    }

    /** The next publication is none that can be handed on: its place is passed over. */
    void skip(long offset) {
        top = offset;
        if (size == 0) {
            floor = offset;
        }
    }

    private void grow() {
        HistoryEntry[] larger = new HistoryEntry[Math.max(4, ring.length * 2)];
        for (int i = 0; i < size; i++) {
            larger[i] = entry(i);
        }
        ring = larger;
        head = 0;
    }

    private HistoryEntry entry(int index) {
        return ring[(head + index) & (ring.length - 1)];
    }

    private void removeFirst() {
        HistoryEntry removed = ring[head];
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        floor = removed.offset();
        bytes -= removed.bytes();
        memory.add(-removed.bytes());
        if (removed.key() != null && offsetsByKey != null) {
            offsetsByKey.remove(removed.key());
        }
    }

    /** Removes what has become too old. When the next will have; {@link Timers#NEVER} if nothing is left. */
    long expire(long now) {
        while (size > 0 && now - entry(0).at() >= ttlNanos) {
            removeFirst();
        }
        return size == 0 ? Timers.NEVER : entry(0).at() + ttlNanos;
    }

    /** Forgets the publications, not the position. */
    private void clear() {
        while (size > 0) {
            removeFirst();
        }
        ring = EMPTY;
        head = 0;
    }

    /**
     * Makes room for the histories of other channels. Its overhead counts no more, though it may be kept: or every other
     * one would have to go where that of those in use is too much.
     */
    void evict() {
        clear();
        uncount();
        onEvicted.run();
    }

    /** Gives back what it holds: it is not used any more. */
    void close() {
        clear();
        memory.unlink(this);
        uncount();
    }

    /**
     * Starts afresh, where whatever was before is unknown.
     *
     * @param floor offset of the newest publication so far
     */
    void restart(String newEpoch, long floor) {
        clear();
        this.epoch = newEpoch;
        this.top = floor;
        this.floor = floor;
    }

    /** Whether all that followed a position is still here. */
    boolean reaches(Position since) {
        return since.epoch().equals(epoch) && since.offset() >= floor && since.offset() <= top;
    }

    /** The entries after an offset; at least one, if there is one. */
    HistoryPage after(long offset, PageSize limit) {
        List<HistoryEntry> page = new ArrayList<>();
        long left = limit.bytes();
        int next = indexAfter(offset);
        for (; next < size && page.size() < limit.entries() && left > 0; next++) {
            page.add(entry(next));
            left -= entry(next).bytes();
        }
        return new HistoryPage(page, top, offset >= floor, next == size);
    }

    /** Offsets may have holes: those of a log are counted over all of its channels. */
    private int indexAfter(long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entry(middle).offset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
