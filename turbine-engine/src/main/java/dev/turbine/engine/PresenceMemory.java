package dev.turbine.engine;

import dev.turbine.api.Limit;

/**
 * The bytes of what other nodes say of who is on the channels of a shard: they may have more clients than this one can keep
 * in mind, and one that is no node of ours may say anything.
 */
final class PresenceMemory {
    private static final int OVERHEAD = 128; // of a client, roughly

    private final long maxBytes;
    private final ShardCounters counters;
    private long bytes;

    PresenceMemory(Limits limits, ShardCounters counters) {
        this.maxBytes = Math.max(1, limits.get(Limit.PRESENCE_BYTES) / limits.get(Limit.SHARDS));
        this.counters = counters;
    }

    /** False if there is no room for one more. */
    boolean take(String client, String user) {
        long size = size(client, user);
        if (bytes + size > maxBytes) {
            counters.add(Counter.LOST_CLIENTS, 1);
            return false;
        }
        bytes += size;
        return true;
    }

    void release(String client, String user) {
        bytes -= size(client, user);
    }

    private static long size(String client, String user) {
        return OVERHEAD + 2L * (client.length() + user.length());
    }
}
