package dev.turbine.engine;

import dev.turbine.api.Limit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all histories of a shard. Past their bound some are emptied: first those that hold no publication but only a
 * position, then the one that was published to the longest ago. Otherwise whoever may read any name could push the
 * publications of all channels out, by asking for names that nobody has published to.
 */
final class HistoryMemory {
    /** Histories in the order in which they were touched, linked in place. */
    static final class Order {
        private @Nullable History oldest;
        private @Nullable History newest;

        private void add(History history) {
            history.order = this;
            history.older = newest;
            if (newest == null) {
                oldest = history;
            } else {
                newest.newer = history;
            }
            newest = history;
        }

        private void remove(History history) {
            if (history.older != null) {
                history.older.newer = history.newer;
            } else {
                oldest = history.newer;
            }
            if (history.newer != null) {
                history.newer.older = history.older;
            } else {
                newest = history.older;
            }
            history.order = null;
            history.older = null;
            history.newer = null;
        }
    }

    final long maxBytesOfOne;
    private final long maxBytes;
    private final ShardCounters counters;
    private final Order positions = new Order();
    private final Order published = new Order();
    private long bytes;

    HistoryMemory(Limits limits, ShardCounters counters) {
        this.maxBytes = Math.max(1, limits.get(Limit.NODE_HISTORY_BYTES) / limits.get(Limit.SHARDS));
        // One channel must not push out all others.
        this.maxBytesOfOne = Math.max(1, Math.min(limits.get(Limit.CHANNEL_HISTORY_BYTES), maxBytes / 2));
        this.counters = counters;
    }

    /** A history holds so many bytes more, or less. */
    void add(long change) {
        bytes += change;
        counters.add(Counter.HISTORY_BYTES, change);
    }

    /** A history is new, or has been published to. Others, or in the end itself, make room. */
    void touched(History history) {
        unlink(history);
        (history.size() == 0 ? positions : published).add(history);
        while (bytes > maxBytes) {
            History evicted = positions.oldest == null ? published.oldest : positions.oldest;
            if (evicted == null) {
                return;
            }
            counters.add(Counter.HISTORY_EVICTED, evicted.size());
            unlink(evicted);
            evicted.evict();
        }
    }

    /** Takes a history out of its order, if it is in one. */
    void unlink(History history) {
        if (history.order != null) {
            history.order.remove(history);
        }
    }
}
