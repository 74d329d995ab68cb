package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever may ask about any name makes a node keep no more channels than it may. */
class IdleChannelsTest {
    private static final ChannelOptions KEPT =
            ChannelOptions.none().history(10, Duration.ofHours(1)).presence();

    private final ManualClock clock = new ManualClock();

    private Node node(Map<Limit, Long> limits) {
        return HandNode.of("hand-000000000001", 1, limits, clock, null, Map.of("*", KEPT));
    }

    private static void ask(Node node, String channel) {
        node.queries().history(channel, null, 10, bytes -> true, page -> {});
        Shard shard = node.shards().get(0);
        do {
            shard.round();
        } while (shard.hasWork());
    }

    @Test
    void thoseThatWereUsedTheLongestAgoGo() {
        Node node = node(Map.of(Limit.IDLE_CHANNELS, 100L, Limit.SHARDS, 1L));
        node.subscribe("used", publication -> {});
        node.publish(List.of("kept"), new byte[] {'1'}, null, result -> {});
        for (int i = 0; i < 1_000; i++) {
            ask(node, "nobody" + i);
            if (i % 50 == 0) {
                ask(node, "kept");
            }
        }
        assertThat(node.stats().channels()).isEqualTo(101);
        assertThat(node.stats().history().get("evicted")).isZero();
        for (int i = 0; i < 100; i++) {
            ask(node, "somebody" + i);
        }
        assertThat(node.stats().channels()).isEqualTo(101);
        assertThat(node.stats().history().get("evicted")).as("what was in kept").isOne();
    }

    @Test
    void oneThatFindsNoRoomForItsHistoryIsNotKeptForIt() {
        Node node = node(Map.of(Limit.NODE_HISTORY_BYTES, 10_000L, Limit.SHARDS, 1L));
        for (int i = 0; i < 500; i++) {
            node.publish(List.of("full" + i), new byte[] {'1'}, null, result -> {});
            ask(node, "full" + i);
        }
        for (int i = 0; i < 1_000; i++) {
            ask(node, "nobody" + i);
        }
        for (int i = 0; i < 30; i++) {
            clock.advanceMillis(1_000);
            ask(node, "full0");
        }
        assertThat(node.stats().channels()).isLessThan(100);
    }
}
