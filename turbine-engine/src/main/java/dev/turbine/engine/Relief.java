package dev.turbine.engine;

import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions of a shard that hold the most when its share of the outbound memory is used up: those whose write the
 * socket has not taken for a while. What has not been written for want of a turn is no session's fault, and is let be up to
 * twice the share.
 */
final class Relief implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Relief.class);

    private final Shard shard;
    private final OutboxMemory memory;

    Relief(Shard shard) {
        this.shard = shard;
        this.memory = shard.memory;
    }

    @Override
    public void run() {
        if (!memory.isExceeded()) {
            return;
        }
        long before = memory.heldBytes();
        int ended = 0;
        for (Session session : largestFirst()) {
            if (memory.heldBytes() <= memory.relievedBytes()) {
                break;
            }
            session.reclaim();
            ended++;
        }
        if (ended > 0) {
            log.warn(
                    "turbine {}: {} sessions closed: outbound buffers of a shard held {} bytes, and hold {} now;"
                            + " raise the limit NODE_OUTBOUND_BYTES or find out why clients do not read",
                    shard.node.name,
                    ended,
                    before,
                    memory.heldBytes());
        }
    }

    /** None that holds no more than would be allowed to all: it is not what takes the room. */
    private List<Session> largestFirst() {
        boolean all = memory.isFarExceeded();
        long fair = memory.relievedBytes() / Math.max(1, shard.sessions().size());
        return shard.sessions().stream()
                .filter(session -> session.reclaimableBytes() > fair && (all || session.isStuck()))
                .sorted(Comparator.comparingLong(Session::reclaimableBytes).reversed())
                .toList();
    }
}
