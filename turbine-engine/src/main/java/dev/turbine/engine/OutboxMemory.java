package dev.turbine.engine;

import dev.turbine.api.Limit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all outboxes of a shard share: the bounds of each, and how many bytes they hold together. */
final class OutboxMemory {
    final int maxMessages;
    final long maxBytes;
    final ShardCounters counters;
    private final long maxTotalBytes;
    private long totalBytes;
    private long leavingBytes; // of replies to sessions that are closing: not counted any more, and not gone yet
    private long takenBytes; // of answers that came in this round
    private long knownBytes; // what the round before ended with
    /** What is held, as of the last round, and what is on its way to be. */
    private final AtomicLong expectedBytes = new AtomicLong();

    private @Nullable OutboundBatch lastBatch;

    OutboxMemory(Limits limits, ShardCounters counters) {
        this.maxMessages = limits.count(Limit.OUTBOUND_MESSAGES);
        this.maxBytes = limits.get(Limit.OUTBOUND_BYTES);
        this.maxTotalBytes = Math.max(1, limits.get(Limit.NODE_OUTBOUND_BYTES) / limits.get(Limit.SHARDS));
        this.counters = counters;
    }

    /** What open sessions hold, and replies to closing ones. */
    long heldBytes() {
        return totalBytes + leavingBytes;
    }

    boolean isExceeded() {
        return heldBytes() > maxTotalBytes;
    }

    boolean isFarExceeded() {
        return heldBytes() > 2 * maxTotalBytes;
    }

    /** Once there is too much, sessions are ended until no more than this is held: so there is room for others, for a while. */
    long relievedBytes() {
        return maxTotalBytes / 4 * 3;
    }

    long totalBytes() {
        return totalBytes;
    }

    /** Whether another answer may be made for a session of this shard. From any thread. */
    boolean hasRoom() {
        return expectedBytes.get() <= maxTotalBytes;
    }

    /** An answer is made, and on its way to a session of this shard. From any thread. */
    void expect(long bytes) {
        expectedBytes.addAndGet(bytes);
    }

    /** It has come. */
    void arrived(long bytes) {
        takenBytes += bytes;
    }

    /** A session that is closing holds so many bytes more, or less. */
    void leave(long change) {
        leavingBytes += change;
    }

    /** Ends a round: what has arrived in it is held now, or gone. */
    void publish() {
        long held = heldBytes();
        long change = held - knownBytes - takenBytes;
        if (change != 0) {
            expectedBytes.addAndGet(change);
        }
        knownBytes = held;
        takenBytes = 0;
    }

    void hold(OutboundMessage entry) {
        if (entry.hold()) {
            change(entry.size());
        }
    }

    void release(OutboundMessage entry) {
        if (entry.release()) {
            change(-entry.size());
            if (entry.channel != null) {
                entry.channel.forget(entry);
            }
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
