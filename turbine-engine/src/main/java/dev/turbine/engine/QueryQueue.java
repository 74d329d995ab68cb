package dev.turbine.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What sessions ask about the channels of one shard, and whose answers are large: pages of histories, lists of clients. An
 * answer is made only while the outboxes of the shard that asks have room for it. So a command of a few bytes, of however
 * many sessions at once, makes no more than may wait to be sent.
 */
final class QueryQueue extends Timers.Timer {
    /** The shard that asks says nothing when it has room again: it is looked at so often. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private record Query(OutboxMemory asking, Runnable answer) {}

    private final Shard home;
    private final Queue<Query> waiting = new ArrayDeque<>(0);

    QueryQueue(Shard home) {
        this.home = home;
    }

    /**
     * Runs {@code answer}, now or later.
     *
     * @param asking what the answer will be held by; null if it is not for a session
     */
    void add(@Nullable OutboxMemory asking, Runnable answer) {
        if (asking == null || waiting.isEmpty() && asking.hasRoom()) {
            answer.run();
            return;
        }
        if (waiting.isEmpty()) {
            setTimer();
        }
        waiting.add(new Query(asking, answer));
    }

    private void setTimer() {
        home.timers.set(this, home.now() + RETRY_NANOS);
    }

    @Override
    void fire() {
        for (int n = waiting.size(); n > 0; n--) {
            Query query = waiting.remove();
            if (query.asking.hasRoom()) {
                query.answer.run();
            } else {
                waiting.add(query);
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
