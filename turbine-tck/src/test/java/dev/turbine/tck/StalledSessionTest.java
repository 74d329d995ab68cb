package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.spi.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the wire protocol says of a client that does not read, where no socket's buffer blurs the numbers. */
final class StalledSessionTest extends TransportFixture {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PAGE = "{\"id\":7,\"method\":\"history\",\"params\":{\"channel\":\"load\"}}";

    @Override
    protected Transport transport() {
        return new MemoryTransport();
    }

    @Test
    void dropsPublicationsPastTheBufferForThatSessionAlone() {
        try (Node node = start(builder -> {})) {
            MemoryClient stalled = subscriber(node);
            Client reader = subscriber(node);
            stalled.hold();

            List<Integer> delivered =
                    IntStream.range(0, 300).mapToObj(i -> publish(node, i)).toList();

            assertThat(delivered.subList(0, 256)).containsOnly(2);
            assertThat(delivered.subList(256, 300)).containsOnly(1);
            IntStream.range(0, 300).forEach(i -> assertReceives(reader, i));
            stalled.release();
            IntStream.range(0, 256).forEach(i -> assertReceives(stalled, i));
            assertThat(publish(node, 300)).isEqualTo(2);
            assertReceives(stalled, 300);
        }
    }

    @Test
    void keepsEveryReply() {
        try (Node node = start(builder -> {})) {
            MemoryClient stalled = subscriber(node);
            stalled.hold();
            IntStream.range(0, 300).forEach(i -> publish(node, i));
            IntStream.range(0, 60).forEach(i -> stalled.sendText("{\"id\":" + i + ",\"method\":\"ping\"}"));
            stalled.release();

            IntStream.range(0, 256).forEach(i -> assertReceives(stalled, i));
            for (int i = 0; i < 60; i++) {
                assertThat(stalled.receive(SOON)).isEqualTo("{\"id\":" + i + ",\"result\":{\"pong\":true}}");
            }
        }
    }

    @Test
    void closesWhatHoldsTheMostWhenTheNodeIsFull() {
        int shards = Runtime.getRuntime().availableProcessors();
        try (Node node = start(builder -> builder.limit(Limit.NODE_OUTBOUND_BYTES, shards * 10_000L))) {
            MemoryClient stalled = subscriber(node);
            stalled.hold();
            String data = "\"" + "x".repeat(2000) + "\"";
            await().until(() -> {
                node.turbine().publish("load", data);
                return node.turbine().stats().subscriptions() == 0;
            });
            stalled.release();

            Frame frame = stalled.next(SOON);
            while (frame != null && frame.opcode() == Frame.TEXT) {
                frame = stalled.next(SOON);
            }
            assertThat(frame).isNotNull();
            assertThat(frame.disconnect()).isEqualTo(Disconnect.SLOW_CONSUMER);
        }
    }

    @Test
    void endsASessionThatNeverTakesItsCloseFrame() {
        try (Node node = start(builder -> builder.limit(Limit.CLOSE_TIMEOUT, Duration.ofMillis(200)))) {
            MemoryClient stalled = subscriber(node);
            stalled.hold();
            publish(node, 1);

            assertThat(node.turbine().disconnect("user-1").toCompletableFuture().join())
                    .isEqualTo(1);

            assertThat(stalled.awaitClose(SOON)).isEqualTo(Disconnect.ABNORMAL);
        }
    }

    @Test
    void whoReadsHasHisPagesBesideManyWhoDoNot() {
        int shards = Runtime.getRuntime().availableProcessors();
        ChannelOptions kept = ChannelOptions.none().history(1, Duration.ofMinutes(5));
        try (Node node = start(builder -> builder.channels("load", kept)
                .limit(Limit.NODE_OUTBOUND_BYTES, shards * 1_000_000L)
                .limit(Limit.CLOSE_TIMEOUT, Duration.ofMinutes(5)))) {
            MemoryClient reader = client(node);
            node.turbine().publish("load", "\"" + "x".repeat(100_000) + "\"");
            for (int i = 0; i < 30 * shards; i++) {
                MemoryClient stalled = client(node);
                stalled.hold();
                IntStream.range(0, 5).forEach(id -> stalled.sendText(PAGE));
            }

            for (int i = 0; i < 10; i++) {
                reader.sendText(PAGE);
                assertThat(reader.receive(SOON).length()).isGreaterThan(100_000);
            }
            assertThat(node.turbine().stats().closed()).containsOnlyKeys(4001);
        }
    }

    private MemoryClient client(Node node) {
        return (MemoryClient)
                node.connect(tokens().token("user-1", Instant.now().plusSeconds(60), List.of()));
    }

    private MemoryClient subscriber(Node node) {
        MemoryClient client = client(node);
        node.subscribe(client, "load");
        return client;
    }

    private static int publish(Node node, int number) {
        return node.turbine()
                .publish("load", Integer.toString(number))
                .toCompletableFuture()
                .join()
                .delivered();
    }

    private static void assertReceives(Client client, int number) {
        assertThat(client.receive(SOON))
                .isEqualTo("{\"method\":\"publication\",\"params\":{\"channel\":\"load\",\"data\":" + number + "}}");
    }
}
