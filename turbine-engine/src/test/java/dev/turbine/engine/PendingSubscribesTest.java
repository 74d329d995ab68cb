package dev.turbine.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.DirectBroker;
import dev.turbine.api.ChannelOptions;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A session that subscribes to ever new channels has few of them made ready at once. */
class PendingSubscribesTest {
    /** Has not yet confirmed any subscription. */
    private static final class SlowBroker extends DirectBroker {
        private final Deque<CompletableFuture<Void>> asked = new ArrayDeque<>();

        SlowBroker() {
            super(new Bus());
        }

        @Override
        public CompletionStage<Void> subscribe(String channel) {
            CompletableFuture<Void> confirmed = new CompletableFuture<>();
            asked.add(confirmed);
            return confirmed;
        }
    }

    private final SlowBroker broker = new SlowBroker();
    private final Node node = HandNode.open(
            1,
            new JsonProtocol(128, 255),
            broker,
            Map.of("kept*", ChannelOptions.none().history(3, Duration.ofMinutes(1))));
    private final HandConnection wire = new HandConnection();
    private final Connection.Listener client;
    private int said;

    PendingSubscribesTest() {
        client = node.open(wire);
        rounds();
        say("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"ann\"}}");
    }

    private void rounds() {
        for (int i = 0; i < 5; i++) {
            node.shards().get(0).round();
        }
    }

    private void say(String command) {
        said++;
        client.onMessage(command.getBytes(UTF_8), Message.Kind.TEXT);
        rounds();
    }

    /** Subscribes to up to {@code most} channels, as fast as the connection is read. Returns to how many. */
    private int subscribe(String prefix, int most) {
        int count = 0;
        while (count < most && wire.demands > said) {
            say("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + prefix + said + "\"}}");
            count++;
        }
        return count;
    }

    @Test
    void theNextAreReadWhenTheFirstAreReady() {
        assertThat(subscribe("kept", 20)).isEqualTo(4);
        broker.asked.remove().complete(null);
        broker.asked.remove().complete(null);
        rounds();
        assertThat(subscribe("kept", 20)).isEqualTo(2);
        broker.asked.forEach(asked -> asked.complete(null));
        rounds();
        assertThat(subscribe("kept", 3)).isEqualTo(3);
        assertThat(node.stats().closed()).isEmpty();
    }

    @Test
    void channelsWithoutAHistoryAreNotCounted() {
        assertThat(subscribe("plain", 20)).isEqualTo(20);
    }
}
