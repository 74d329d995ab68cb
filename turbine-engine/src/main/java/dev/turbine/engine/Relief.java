package dev.turbine.engine;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions of a shard that hold the most when its share of the outbound memory is used up: those whose write the
 * socket has not taken for a while. What has not been written for want of a turn is no session's fault, and is let be up to
 * twice the share.
 */
final class Relief implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Relief.class);

    /** Those that may be ended are looked for so often, and what was done is logged so often. */
    private static final long PASS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Holder(Session session, long bytes) {}

    private final Shard shard;
    private final OutboxMemory memory;
    private long nextPassAt;
    private long logAt;
    private int ended; // since it was logged

    Relief(Shard shard) {
        this.shard = shard;
        this.memory = shard.memory;
        this.nextPassAt = shard.now();
        this.logAt = shard.now();
    }

    @Override
    public void run() {
        if (memory.isExceeded() && nextPassAt <= shard.now()) {
            nextPassAt = shard.now() + PASS_NANOS;
            for (Holder holder : largestFirst()) {
                if (memory.heldBytes() <= memory.relievedBytes()) {
                    break;
                }
                holder.session.reclaim();
                ended++;
            }
        }
        if (ended > 0 && logAt <= shard.now()) {
            log.warn(
                    "turbine {}: {} sessions closed: outbound buffers of a shard held too much, and hold {} bytes now;"
                            + " raise the limit NODE_OUTBOUND_BYTES or find out why clients do not read",
                    shard.node.name,
                    ended,
                    memory.heldBytes());
            logAt = shard.now() + LOG_NANOS;
            ended = 0;
        }
    }

    /** None that holds no more than would be allowed to all: it is not what takes the room. */
    private List<Holder> largestFirst() {
        boolean all = memory.isFarExceeded();
        long fair = memory.relievedBytes() / Math.max(1, shard.sessions().size());
        return shard.sessions().stream()
                .filter(session -> all || session.isStuck())
                .map(session -> new Holder(session, session.reclaimableBytes()))
                .filter(holder -> holder.bytes > fair)
                .sorted(Comparator.comparingLong(Holder::bytes).reversed())
                .toList();
    }
}
