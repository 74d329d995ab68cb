package dev.turbine.engine;

import dev.turbine.api.Limit;

/** What all outboxes of a shard share: the bounds of each, and how many bytes they hold together. */
final class OutboxMemory {
    final int maxMessages;
    final long maxBytes;
    private final long maxTotalBytes;
    private final ShardCounters counters;
    private long totalBytes;

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

    private void change(long bytes) {
        totalBytes += bytes;
        counters.add(Counter.PENDING_BYTES, bytes);
    }
}
