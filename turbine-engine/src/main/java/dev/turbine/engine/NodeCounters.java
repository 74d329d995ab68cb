package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.api.LinkStats;
import dev.turbine.api.Stats;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted outside the shards, or too seldom to matter there. Thread-safe. */
public final class NodeCounters {
    final LongAdder published = new LongAdder();
    final LongAdder faults = new LongAdder();
    final LongAdder lostEvents = new LongAdder();
    final LongAdder lostPublications = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder lostReports = new LongAdder();
    private final Map<Integer, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> closed = new ConcurrentHashMap<>();

    /** Counts an error that a command or a request was answered with. */
    public void refused(int code) {
        refused.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    /** Counts an end by the server's own code, or by one of RFC 6455's; a client's own codes count as 0, all together. */
    void closed(Disconnect disconnect, boolean byServer) {
        int code = byServer || disconnect.code() < 3000 ? disconnect.code() : 0;
        closed.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    Stats snapshot(List<Shard> shards, LinkStats link) {
        long[] sum = ShardCounters.sum(shards);
        return new Stats(
                sum[Counter.SESSIONS.ordinal()],
                sum[Counter.SUBSCRIPTIONS.ordinal()],
                sum[Counter.CHANNELS.ordinal()],
                published.sum(),
                sum[Counter.OFFERED.ordinal()],
                sum[Counter.DELIVERED.ordinal()],
                Map.of(
                        "messages", sum[Counter.DROPPED_MESSAGES.ordinal()],
                        "bytes", sum[Counter.DROPPED_BYTES.ordinal()]),
                sum[Counter.SENT.ordinal()],
                Map.of(
                        "closed", sum[Counter.DISCARDED_CLOSED.ordinal()],
                        "failed", sum[Counter.DISCARDED_FAILED.ordinal()],
                        "overtaken", sum[Counter.DISCARDED_OVERTAKEN.ordinal()]),
                sum[Counter.PENDING.ordinal()],
                sum[Counter.PENDING_BYTES.ordinal()],
                Map.of(
                        "bytes", sum[Counter.HISTORY_BYTES.ordinal()],
                        "evicted", sum[Counter.HISTORY_EVICTED.ordinal()],
                        "recovered", sum[Counter.RECOVERED.ordinal()],
                        "unrecovered", sum[Counter.UNRECOVERED.ordinal()],
                        "behind", sum[Counter.FELL_BEHIND.ordinal()],
                        "lost", sum[Counter.POSITION_LOST.ordinal()]),
                sums(refused),
                sums(closed),
                lost(sum[Counter.LOST_CLIENTS.ordinal()]),
                link,
                faults.sum());
    }

    private Map<String, Long> lost(long clients) {
        return Map.of(
                "events", lostEvents.sum(),
                "publications", lostPublications.sum(),
                "gaps", gaps.sum(),
                "malformed", malformed.sum(),
                "reports", lostReports.sum(),
                "clients", clients);
    }

    private static Map<Integer, Long> sums(Map<Integer, LongAdder> adders) {
        Map<Integer, Long> sums = new TreeMap<>();
        adders.forEach((code, adder) -> sums.put(code, adder.sum()));
        return sums;
    }
}
