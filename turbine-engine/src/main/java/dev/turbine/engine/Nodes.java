package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.NodeInfo;
import dev.turbine.engine.protocol.NodeReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node and the others: says to them that it is there, again and again, and forgets those that do not. Without a
 * broker it is alone and says nothing. Owned by the first shard, but for {@link #heard} and {@link #list}.
 */
final class Nodes {
    private static final Logger log = LoggerFactory.getLogger(Nodes.class);

    /** Reports for each NODE_TIMEOUT: several may get lost before a node counts as gone. */
    private static final int REPORTS = 5;

    /** An unknown node is answered this part of an interval after the last report, at the earliest. */
    private static final int ANSWERS = 5;

    /** Of nodes that keep channels in another way, one is named so often. */
    private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Node node;
    private final String id;
    private final Instant started;
    private final @Nullable Relay relay;
    private final String digest; // of its channel options
    private final int maxOthers;
    private final long timeoutNanos;
    private final long interval;

    /** When each of the others was last heard, the longest ago first. */
    private final Map<String, Long> heardAt = new LinkedHashMap<>();

    /** What each of the others said. Written by the shard, read by any thread. */
    private final ConcurrentSkipListMap<String, NodeInfo> others = new ConcurrentSkipListMap<>();

    private long reportAt = Timers.NEVER;
    private long reportedAt;
    private boolean left;
    private long warnAt; // before that, of no node that differs

    private final Timers.Timer timer = new Timers.Timer() {
        @Override
        void fire() {
            due();
        }

        @Override
        void fault() {
            schedule();
        }
    };

    Nodes(Node node, String id) {
        this.node = node;
        this.id = id;
        this.started = Instant.ofEpochMilli(node.clock.epochMillis());
        this.relay = node.relay;
        this.digest = node.channels.digest(relay != null && relay.hasLog());
        this.maxOthers = node.limits.count(Limit.NODES);
        this.timeoutNanos = node.limits.nanos(Limit.NODE_TIMEOUT);
        this.interval = Math.max(1, timeoutNanos / REPORTS);
    }

    String id() {
        return id;
    }

    /** Whether another node is known. From any thread. */
    boolean knows(String other) {
        return others.containsKey(other);
    }

    /** This node, then the others that are known, by id. */
    List<NodeInfo> list() {
        List<NodeInfo> all = new ArrayList<>();
        all.add(self());
        all.addAll(others.values());
        return List.copyOf(all);
    }

    private NodeInfo self() {
        long[] sum = ShardCounters.sum(node.shards());
        return new NodeInfo(id, started, sum[Counter.SESSIONS.ordinal()], sum[Counter.CHANNELS.ordinal()]);
    }

    /** Begins to report. */
    void start() {
        if (relay != null) {
            shard().post(() -> {
                if (!left) {
                    reportAt = shard().now();
                    due();
                }
            });
        }
    }

    /**
     * Says the last word, and nothing after it.
     *
     * @param said runs when it is handed to the broker
     */
    void leave(Runnable said) {
        shard().post(() -> {
            try {
                boolean reported = reportAt != Timers.NEVER;
                left = true;
                reportAt = Timers.NEVER;
                heardAt.clear();
                others.clear();
                schedule();
                if (relay != null && reported) {
                    relay.broadcast(report(true));
                }
            } finally {
                said.run();
            }
        });
    }

    /** Another node has said something. Called by the broker's threads; does not block. */
    void heard(byte[] payload) {
        NodeReport report = NodeReport.decode(payload);
        if (report == null) {
            node.counters.malformed.increment();
        } else if (report.node().id().equals(id)) {
            return; // a broker that gives back what it was given
        } else if (!node.permits.tryReport()) {
            node.counters.lostReports.increment();
        } else {
            shard().post(() -> {
                try {
                    take(report);
                } finally {
                    node.permits.releaseReport();
                }
            });
        }
    }

    // On the shard

    private void take(NodeReport report) {
        NodeInfo other = report.node();
        boolean known = heardAt.remove(other.id()) != null;
        if (left) {
            return;
        }
        if (report.leaving()) {
            if (known) {
                forget(other.id());
            }
        } else if (!known && heardAt.size() >= maxOthers) {
            node.counters.lostReports.increment();
        } else {
            heardAt.put(other.id(), shard().now());
            others.put(other.id(), other);
            compare(report);
            if (!known) {
                node.shards().forEach(shard -> shard.post(shard.homes::nodeJoined));
            }
            if (!known && reportAt != Timers.NEVER) {
                // It may be new and know nobody. Those that come together share an answer.
                reportAt = Math.min(reportAt, Math.max(shard().now(), reportedAt + interval / ANSWERS));
            }
        }
        schedule();
    }

    /** A version that says nothing of its channels is not judged. */
    private void compare(NodeReport report) {
        if (report.channelOptions() != null && !report.channelOptions().equals(digest) && warnAt <= shard().now()) {
            warnAt = shard().now() + WARN_NANOS;
            log.warn(
                    "turbine {}: node {} has other channel options, or one of the two has a durable history and the other none:"
                            + " where they differ, publications, presence and histories of one may not reach the other; start"
                            + " all nodes with the same options, and all with a durable history or all without; in the"
                            + " bundled server's logs compare the line \"configuration\" of both, which stands below the line"
                            + " \"serving\" with the node's name, and in an application what the builders of both are given",
                    node.name,
                    report.node().id());
        }
    }

    private byte[] report(boolean leaving) {
        return new NodeReport(self(), digest, leaving).encode();
    }

    private void due() {
        long now = shard().now();
        expire(now);
        boolean reporting = reportAt <= now;
        if (reporting) {
            reportedAt = now;
            // Not all of the nodes at the same moment, though they were started together.
            reportAt = now + interval - shard().randomPartOf(interval) / 4;
        }
        schedule();
        if (reporting && relay != null) {
            relay.broadcast(report(false));
        }
    }

    private void expire(long now) {
        Iterator<Map.Entry<String, Long>> oldest = heardAt.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Long> one = oldest.next();
            if (now - one.getValue() < timeoutNanos) {
                return;
            }
            oldest.remove();
            forget(one.getKey());
        }
    }

    private void forget(String id) {
        others.remove(id); // first: what it still says is not believed
        node.shards().forEach(shard -> shard.post(() -> shard.homes.nodeLeft(id)));
    }

    private void schedule() {
        long expiry =
                heardAt.isEmpty() ? Timers.NEVER : heardAt.values().iterator().next() + timeoutNanos;
        shard().timers.set(timer, Math.min(reportAt, expiry));
    }

    private Shard shard() {
        return node.shards().get(0);
    }
}
