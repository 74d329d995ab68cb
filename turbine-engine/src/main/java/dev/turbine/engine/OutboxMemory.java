package dev.turbine.engine;

import dev.turbine.api.Limit;
import org.jspecify.annotations.Nullable;

/** What all outboxes of a shard share: the bounds of each, and how many bytes they hold together. */
final class OutboxMemory {
    final int maxMessages;
    final long maxBytes;
    final ShardCounters counters;
    private final long maxTotalBytes;
    private long totalBytes;
    private @Nullable OutboundBatch lastBatch;

    OutboxMemory(Limits limits, ShardCounters counters) {
        this.maxMessages = limits.count(Limit.OUTBOUND_MESSAGES);
        this.maxBytes = limits.get(Limit.OUTBOUND_BYTES);
        this.maxTotalBytes = Math.max(1, limits.get(Limit.NODE_OUTBOUND_BYTES) / limits.get(Limit.SHARDS));
        this.counters = counters;
    }

    boolean isExceeded() {
        return totalBytes > maxTotalBytes;
    }

    boolean isFarExceeded() {
        return totalBytes > 2 * maxTotalBytes;
    }

    long totalBytes() {
        return totalBytes;
    }

    void hold(OutboundMessage entry) {
        if (entry.hold()) {
            change(entry.size());
        }
    }

    void release(OutboundMessage entry) {
        if (entry.release()) {
            change(-entry.size());
        }
    }

    /** What was taken last from an outbox of the shard; the next may be the same. */
    @Nullable
    OutboundBatch lastBatch() {
        return lastBatch;
    }

    void setLastBatch(OutboundBatch taken) {
        lastBatch = taken;
    }

    void hold(OutboundBatch taken) {
        if (taken.hold()) {
            change(taken.bytes());
        }
    }

    void release(OutboundBatch taken) {
        if (taken.release()) {
            change(-taken.bytes());
        }
    }

    private void change(long bytes) {
        totalBytes += bytes;
        counters.add(Counter.PENDING_BYTES, bytes);
    }
}
