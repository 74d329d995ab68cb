package dev.turbine.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets the presences of one shard speak to the other nodes one after another: when a link is back all of them have to at
 * once, and a broker holds no more than some thousand reports that are not confirmed. Owned by the shard.
 */
final class PresenceTurns extends Timers.Timer {
    /** In one turn; a single presence may pass it, since all of a channel's clients are told at once. */
    static final int REPORTS = 32;

    static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Shard shard;
    private final Set<Presence> waiting = new LinkedHashSet<>();
    private long nextTurnAt;

    PresenceTurns(Shard shard) {
        this.shard = shard;
        this.nextTurnAt = shard.now();
    }

    /** A presence has something to say; once, however often this is called. */
    void add(Presence presence) {
        waiting.add(presence);
        schedule();
    }

    void remove(Presence presence) {
        waiting.remove(presence);
    }

    @Override
    void fire() {
        nextTurnAt = shard.now() + TURN_NANOS;
        for (int reports = 0; reports < REPORTS && !waiting.isEmpty(); ) {
            Presence first = first();
            reports += first.speak();
            waiting.remove(first);
        }
        schedule();
    }

    /** The first one could not speak. */
    @Override
    void fault() {
        Presence first = first();
        waiting.remove(first);
        try {
            first.fault();
        } finally {
            schedule();
        }
    }

    private Presence first() {
        return waiting.iterator().next();
    }

    private void schedule() {
        if (!waiting.isEmpty()) {
            shard.timers.set(this, Math.max(shard.now(), nextTurnAt));
        }
    }
}
