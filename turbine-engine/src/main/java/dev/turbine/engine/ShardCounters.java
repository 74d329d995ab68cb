package dev.turbine.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counters of one shard. The shard counts with plain writes and publishes all of them at the end of a round, so a
 * reader sees them as they stood between two rounds and the law holds in what it sees.
 */
final class ShardCounters {
    private static final int COUNT = Counter.values().length;

    private final long[] live = new long[COUNT];
    private final AtomicLongArray published = new AtomicLongArray(COUNT);
    private final AtomicLong version = new AtomicLong(); // odd while publishing
    private boolean changed;

    void add(Counter counter, long n) {
        live[counter.ordinal()] += n;
        changed = true;
    }

    /** Called by the shard, at the end of a round. */
    void publish() {
        if (!changed) {
            return;
        }
        changed = false;
        version.incrementAndGet();
        for (int i = 0; i < COUNT; i++) {
            published.setRelease(i, live[i]);
        }
        version.incrementAndGet();
    }

    /** What all of these shards have last published, by ordinal; called by any thread. */
    static long[] sum(List<Shard> shards) {
        long[] sum = new long[COUNT];
        shards.forEach(shard -> shard.counters.addTo(sum));
        return sum;
    }

    /** Adds what was last published to {@code sum}, indexed by ordinal; called by any thread. */
    void addTo(long[] sum) {
        long[] seen = new long[COUNT];
        long before;
        do {
            before = version.get();
            for (int i = 0; i < COUNT; i++) {
                seen[i] = published.getAcquire(i);
            }
        } while ((before & 1) != 0 || version.get() != before);
        for (int i = 0; i < COUNT; i++) {
            sum[i] += seen[i];
        }
    }
}
