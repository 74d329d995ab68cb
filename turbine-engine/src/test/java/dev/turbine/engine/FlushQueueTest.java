package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlushQueueTest {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final Shard shard =
            HandNode.of("hand-1", 1, Map.of(), new ManualClock(), null).shards().get(0);
    private final FlushQueue queue = new FlushQueue();
    private final List<Session> sessions = new ArrayList<>();

    FlushQueueTest() {
        for (int i = 0; i < 8; i++) {
            sessions.add(new Session(i, shard, new SilentConnection(), true));
        }
    }

    @Test
    void aSessionStandsInAQueueOnce() {
        queue.add(sessions.get(0), false);
        queue.add(sessions.get(0), false);

        assertThat(queue.next(0)).isSameAs(sessions.get(0));
        assertThat(queue.next(0)).isNull();
        assertThat(queue.readyAt()).isEqualTo(Timers.NEVER);
    }

    @Test
    void theFirstGoFirstAndTheOthersAreNotStarved() {
        for (int i = 0; i < 4; i++) {
            queue.add(sessions.get(i), false);
            queue.add(sessions.get(4 + i), true);
        }

        List<Integer> order = new ArrayList<>();
        for (Session next = queue.next(0); next != null; next = queue.next(0)) {
            order.add(sessions.indexOf(next));
        }

        assertThat(order).containsExactly(0, 4, 5, 6, 1, 7, 2, 3);
    }

    @Test
    void aBroadcastIsFollowedByAPauseAsLongAsItTook() {
        queue.add(sessions.get(0), false);
        queue.add(sessions.get(1), false);
        flushNext(3 * MILLISECOND, 3 * MILLISECOND);
        flushNext(2 * MILLISECOND, 5 * MILLISECOND);

        queue.add(sessions.get(2), false);

        assertThat(queue.readyAt()).isEqualTo(10 * MILLISECOND);
        assertThat(queue.next(10 * MILLISECOND - 1)).isNull();
        assertThat(queue.next(10 * MILLISECOND)).isSameAs(sessions.get(2));
    }

    @Test
    void aReplyDoesNotWaitForThePauseToEnd() {
        queue.add(sessions.get(0), false);
        flushNext(5 * MILLISECOND, 5 * MILLISECOND);
        queue.add(sessions.get(1), false);
        queue.add(sessions.get(2), true);

        assertThat(queue.readyAt()).isLessThanOrEqualTo(5 * MILLISECOND);
        assertThat(queue.next(5 * MILLISECOND)).isSameAs(sessions.get(2));
        queue.flushed(MILLISECOND, 6 * MILLISECOND, false);

        assertThat(queue.readyAt()).as("its flush makes the pause no longer").isEqualTo(10 * MILLISECOND);
    }

    @Test
    void thePauseIsNeverLong() {
        queue.add(sessions.get(0), false);
        flushNext(500 * MILLISECOND, 500 * MILLISECOND);
        queue.add(sessions.get(1), false);

        assertThat(queue.readyAt()).isEqualTo(550 * MILLISECOND);
    }

    @Test
    void thereIsNoPauseWhileMostSessionsAreCrowded() {
        for (int i = 0; i < 3; i++) {
            queue.add(sessions.get(i), false);
        }
        for (int i = 0; i < 3; i++) {
            queue.next(0);
            queue.flushed(MILLISECOND, MILLISECOND, i > 0);
        }
        queue.add(sessions.get(3), false);

        assertThat(queue.readyAt()).isEqualTo(MILLISECOND);
    }

    private void flushNext(long nanos, long now) {
        assertThat(queue.next(now)).isNotNull();
        queue.flushed(nanos, now, false);
    }
}
