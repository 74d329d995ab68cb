package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.spi.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions that do not take what is written to them, on one shard whose share is 100,000 bytes. */
class ReliefTest {
    private final ManualClock clock = new ManualClock();
    private final Shard shard = HandNode.of(
                    "hand-1",
                    1,
                    Map.of(Limit.SHARDS, 1L, Limit.NODE_OUTBOUND_BYTES, 100_000L, Limit.CLOSE_TIMEOUT, 60_000L),
                    clock,
                    null)
            .shards()
            .get(0);

    private List<Session> sessions(int count) {
        List<Session> sessions = IntStream.range(0, count)
                .mapToObj(i -> new Session(i, shard, new SilentConnection(), true))
                .toList();
        sessions.forEach(shard::open);
        return sessions;
    }

    private void deliver(Session session, int bytes) {
        Message message = Message.text("x".repeat(bytes));
        session.deliver(OutboundMessage.announcement(message), OverflowPolicy.DROP_NEWEST, false);
    }

    private void pass(long millis) {
        clock.advanceMillis(millis);
        shard.round();
        shard.round();
    }

    @Test
    void thoseThatHoldTheSameAreEndedUntilThereIsRoom() {
        for (Session session : sessions(10)) {
            deliver(session, 3_000);
            deliver(session, 3_000);
        }
        pass(0);
        assertThat(shard.memory.heldBytes()).isGreaterThan(100_000);
        assertThat(shard.memory.hasRoom()).isFalse();
        pass(200);
        assertThat(shard.memory.heldBytes()).isBetween(60_000L, 75_000L);
        assertThat(shard.memory.hasRoom()).isTrue();
    }

    @Test
    void thoseThatHoldLittleAreLetBe() {
        List<Session> sessions = sessions(11);
        sessions.forEach(session -> deliver(session, 1_000));
        for (int i = 0; i < 40; i++) {
            deliver(sessions.get(10), 3_000);
        }
        pass(0);
        pass(200);
        assertThat(sessions.subList(0, 10))
                .allSatisfy(one -> assertThat(one.reclaimableBytes()).isPositive());
        assertThat(sessions.get(10).reclaimableBytes()).isZero();
    }
}
