package dev.turbine.engine;

import dev.turbine.api.Limit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all histories of a shard. Past their bound the one that was published to the longest ago is emptied: the
 * histories stand in a list in that order, linked in place.
 */
final class HistoryMemory {
    final long maxBytesOfOne;
    private final long maxBytes;
    private final ShardCounters counters;
    private long bytes;
    private @Nullable History oldest;
    private @Nullable History newest;

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

    /** A history has begun. Nobody has published to it yet: who only asks for names pushes out nobody else's. */
    void begun(History history) {
        history.newer = oldest;
        if (oldest == null) {
            newest = history;
        } else {
            oldest.older = history;
        }
        oldest = history;
        makeRoom();
    }

    /** A history has been published to. Others, or in the end itself, make room. */
    void touched(History history) {
        if (history != newest) {
            unlink(history);
            history.older = newest;
            if (newest == null) {
                oldest = history;
            } else {
                newest.newer = history;
            }
            newest = history;
        }
        makeRoom();
    }

    private void makeRoom() {
        while (bytes > maxBytes && oldest != null) {
            History evicted = oldest;
            counters.add(Counter.HISTORY_EVICTED, evicted.size());
            unlink(evicted);
            evicted.evict();
        }
    }

    /** Takes a history out of the list, if it is there. */
    void unlink(History history) {
        if (history.older != null) {
            history.older.newer = history.newer;
        } else if (oldest == history) {
            oldest = history.newer;
        }
        if (history.newer != null) {
            history.newer.older = history.older;
        } else if (newest == history) {
            newest = history.older;
        }
        history.older = null;
        history.newer = null;
    }
}
