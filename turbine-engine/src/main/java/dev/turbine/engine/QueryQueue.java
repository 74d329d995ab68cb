package dev.turbine.engine;

import dev.turbine.engine.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What sessions ask about the channels of one shard, and whose answers are large: pages of histories, lists of clients. An
 * answer is made only while the outboxes of the shard that asks have room for it. So a command of a few bytes, of however
 * many sessions at once, makes no more than may wait to be sent.
 */
final class QueryQueue extends Timers.Timer {
    /** The shard that asks says nothing when it has room again: it is looked at so often. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Who has waited so long for room is told that there is none. */
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Waiting(OutboxMemory asking, Query query, Runnable answer, long until) {}

    private final Shard home;
    private final Queue<Waiting> waiting = new ArrayDeque<>(0);

    QueryQueue(Shard home) {
        this.home = home;
    }

    /** Runs {@code answer}, now or later, or refuses the query. */
    void add(Query query, Runnable answer) {
        OutboxMemory asking = query.asking;
        if (asking == null || waiting.isEmpty() && asking.hasRoom()) {
            query.run(answer);
            return;
        }
        if (waiting.isEmpty()) {
            setTimer();
        }
        waiting.add(new Waiting(asking, query, answer, home.now() + WAIT_NANOS));
    }

    private void setTimer() {
        home.timers.set(this, home.now() + RETRY_NANOS);
    }

    @Override
    void fire() {
        for (int n = waiting.size(); n > 0; n--) {
            Waiting next = waiting.remove();
            if (next.asking.hasRoom()) {
                next.query.run(next.answer);
            } else if (home.now() >= next.until) {
                next.query.refuse(Reply.Error.UNAVAILABLE);
            } else {
                waiting.add(next);
            }
        }
        if (!waiting.isEmpty()) {
            setTimer();
        }
    }

    @Override
    void fault() {
        setTimer();
    }
}
