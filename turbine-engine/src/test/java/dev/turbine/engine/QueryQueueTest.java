package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Limit;
import dev.turbine.spi.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryQueueTest {
    private static final long SHARE = 1_000;

    private final ManualClock clock = new ManualClock();
    private final Shard shard = HandNode.of(
                    "hand-1",
                    1,
                    Map.of(Limit.SHARDS, 1L, Limit.NODE_OUTBOUND_BYTES, SHARE, Limit.NODE_HISTORY_BYTES, 1L << 20),
                    clock,
                    null)
            .shards()
            .get(0);
    private final OutboxMemory asking = shard.memory;
    private final List<Integer> answered = new ArrayList<>();

    private void ask(int number, long bytes) {
        shard.queries.add(query(asking), () -> {
            asking.expect(bytes);
            answered.add(number);
        });
    }

    private Query query(@Nullable OutboxMemory held) {
        return new Query(shard.node, held, error -> answered.add(-error.code()));
    }

    private void pass() {
        clock.advanceMillis(20);
        shard.round();
    }

    @Test
    void noMoreIsMadeThanThereIsRoomFor() {
        for (int i = 0; i < 100; i++) {
            ask(i, SHARE);
        }
        pass();
        assertThat(answered).as("the last of them may pass the bound").containsExactly(0, 1);
    }

    @Test
    void theNextIsMadeWhenOneHasArrivedAndIsGone() {
        for (int i = 0; i < 4; i++) {
            ask(i, 2 * SHARE);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(answered).hasSize(i + 1);
            asking.arrived(2 * SHARE);
            pass(); // its end says that nothing is held
            pass();
        }
        assertThat(answered).containsExactly(0, 1, 2, 3);
        assertThat(shard.timers.size()).as("timers").isZero();
    }

    @Test
    void whatASessionThatIsClosingStillHoldsTakesRoom() {
        Outbox outbox = new Outbox(asking);
        outbox.add(OutboundMessage.reply(Message.text("x".repeat(2 * (int) SHARE))));
        outbox.releaseMemory();
        pass();
        ask(1, 1);
        assertThat(answered).isEmpty();

        outbox.end();
        pass();
        pass();
        assertThat(answered).containsExactly(1);
        assertThat(asking.totalBytes()).isZero();
    }

    @Test
    void aFaultInOneStopsNoOther() {
        ask(1, 2 * SHARE);
        shard.queries.add(query(asking), () -> {
            throw new IllegalStateException("test");
        });
        ask(2, 1);
        asking.arrived(2 * SHARE);
        pass();
        pass();
        pass();
        assertThat(answered).containsExactly(1, -500, 2);
        assertThat(shard.node.stats().faults()).isEqualTo(1);
    }

    @Test
    void whoWaitsForRoomForSecondsIsToldThatThereIsNone() {
        ask(1, 2 * SHARE);
        ask(2, 1);
        clock.advanceMillis(4_900);
        shard.round();
        assertThat(answered).containsExactly(1);
        clock.advanceMillis(200);
        shard.round();
        assertThat(answered).containsExactly(1, -503);
        assertThat(shard.timers.size()).as("timers").isZero();
    }

    @Test
    void whatIsNotForASessionDoesNotWait() {
        ask(1, 2 * SHARE);
        shard.queries.add(query(null), () -> answered.add(2));
        assertThat(answered).containsExactly(1, 2);
    }
}
