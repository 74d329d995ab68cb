package dev.turbine.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.DirectBroker;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.NodeInfo;
import dev.turbine.engine.protocol.NodeReport;
import dev.turbine.spi.Broker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes that hear of each other, stepped by hand. */
class NodesTest {
    private final ManualClock clock = new ManualClock();
    private final DirectBroker.Bus bus = new DirectBroker.Bus();
    private final List<Node> running = new ArrayList<>();
    private final Map<Limit, Long> limits = new HashMap<>(Map.of(Limit.NODE_TIMEOUT, 5_000L));

    private Map<String, ChannelOptions> channels = Map.of();

    private Node node(int number, @Nullable DirectBroker broker) {
        Node node = HandNode.of(id(number), 2, limits, clock, broker, channels);
        if (node.relay != null) {
            node.relay.start();
        }
        node.nodes.start();
        running.add(node);
        return node;
    }

    @Test
    void nodesThatKeepChannelsInAnotherWaySaySo() {
        ChannelOptions kept = ChannelOptions.none().history(10, Duration.ofMinutes(1));
        String one = logOf(() -> channels = Map.of("chat:*", kept));
        assertThat(one).contains("turbine hand: node " + id(1) + " has other channel options");
        assertThat(one).contains("turbine hand: node " + id(2) + " has other channel options");
        assertThat(one.lines().filter(line -> line.contains("options")).count()).isEqualTo(2);
    }

    @Test
    void nodesThatKeepThemInTheSameWaySayNothing() {
        channels = Map.of("chat:*", ChannelOptions.none().history(10, Duration.ofMinutes(1)));
        assertThat(logOf(() -> {})).isEmpty();
    }

    /** What two nodes log who meet. */
    private String logOf(Runnable beforeTheSecond) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            node(1, bus.broker());
            beforeTheSecond.run();
            node(2, bus.broker());
            pass(5_000);
        } finally {
            System.setErr(before);
        }
        return log.toString(UTF_8);
    }

    private static String id(int number) {
        return String.format("n-%012x", number);
    }

    private static byte[] report(int number) {
        return new NodeReport(new NodeInfo(id(number), Instant.EPOCH, 0, 0), null, false).encode();
    }

    private static List<String> ids(Node node) {
        return node.nodes().stream().map(NodeInfo::id).toList();
    }

    /** Lets time pass, and the shards do what comes up. */
    private void pass(long millis) {
        for (long i = 0; i < millis; i += 10) {
            round();
            clock.advanceMillis(10);
        }
        round();
    }

    private void round() {
        for (int i = 0; i < 3; i++) {
            running.forEach(node -> node.shards().forEach(Shard::round));
        }
    }

    @Test
    void aNodeWithoutABrokerIsAlone() {
        Node alone = node(1, null);
        pass(10_000);

        assertThat(ids(alone)).containsExactly(id(1));
        assertThat(alone.nodes().get(0).started()).isEqualTo(Instant.ofEpochMilli(ManualClock.START_MILLIS));
        assertThat(alone.shards().get(0).timers.size()).isZero();
    }

    @Test
    void aNewNodeKnowsAllOthersWithinASecond() {
        Node one = node(3, bus.broker());
        pass(777);
        Node two = node(1, bus.broker());
        Node three = node(2, bus.broker());
        pass(300);

        assertThat(ids(one)).containsExactly(id(3), id(1), id(2));
        assertThat(ids(two)).containsExactly(id(1), id(2), id(3));
        assertThat(ids(three)).containsExactly(id(2), id(1), id(3));
        pass(60_000);
        assertThat(ids(three)).hasSize(3);
    }

    @Test
    void whatANodeSaysOfItselfArrives() {
        Node one = node(1, bus.broker());
        Node two = node(2, bus.broker());
        two.subscribe("news", publication -> {});
        two.subscribe("sport", publication -> {});
        pass(1_100);

        assertThat(one.nodes().get(1))
                .isEqualTo(new NodeInfo(id(2), Instant.ofEpochMilli(ManualClock.START_MILLIS), 0, 2));
        assertThat(two.nodes().get(0).channels()).isEqualTo(2);
    }

    @Test
    void aNodeThatLeavesIsGoneAtOnceAndSaysNoMore() {
        Node one = node(1, bus.broker());
        Node two = node(2, bus.broker());
        pass(1_000);
        boolean[] said = {false};
        two.nodes.leave(() -> said[0] = true);
        round();

        assertThat(said[0]).isTrue();
        assertThat(ids(one)).containsExactly(id(1));
        pass(10_000);
        assertThat(ids(one)).containsExactly(id(1));
        assertThat(ids(two)).containsExactly(id(2));
        assertThat(two.shards().get(0).timers.size()).isZero();
    }

    @Test
    void aNodeThatDiesIsGoneAfterTheTimeoutAndNotBefore() {
        Node one = node(1, bus.broker());
        DirectBroker dying = bus.broker();
        node(2, dying);
        pass(1_000);
        dying.cut();

        pass(3_900);
        assertThat(ids(one)).containsExactly(id(1), id(2));
        pass(1_200);
        assertThat(ids(one)).containsExactly(id(1));
    }

    @Test
    void aNodeThatWasAwayIsBackWithItsNextWord() {
        Node one = node(1, bus.broker());
        DirectBroker away = bus.broker();
        Node two = node(2, away);
        pass(1_000);
        away.cut();
        pass(6_000);
        assertThat(ids(two)).containsExactly(id(2));
        away.start(two);
        pass(1_300);

        assertThat(ids(one)).containsExactly(id(1), id(2));
        assertThat(ids(two)).containsExactly(id(2), id(1));
    }

    @Test
    void thoseBeyondTheLimitAreCountedAndNotKept() {
        limits.put(Limit.NODES, 3L);
        DirectBroker broker = bus.broker();
        Node one = node(99, broker);
        for (int i = 1; i <= 5; i++) {
            broker.hear(report(i));
            round();
        }
        broker.hear(report(1));
        round();

        assertThat(ids(one)).containsExactly(id(99), id(1), id(2), id(3));
        assertThat(one.stats().lost()).containsEntry("reports", 2L);
    }

    @Test
    void reportsThatComeFasterThanTheyAreTakenInAreCountedAndNotKept() {
        limits.put(Limit.NODES, 3L);
        DirectBroker broker = bus.broker();
        Node one = node(99, broker);
        for (int i = 0; i < 10; i++) {
            broker.hear(report(1));
        }
        assertThat(one.permits.areAllFree()).isFalse();
        round();

        assertThat(ids(one)).containsExactly(id(99), id(1));
        assertThat(one.stats().lost()).containsEntry("reports", 7L);
        assertThat(one.permits.areAllFree()).isTrue();
    }

    @Test
    void strangersDoNotMakeItTalkFasterThanItMay() {
        int[] said = {0};
        DirectBroker broker = bus.broker();
        node(99, broker);
        DirectBroker ear = bus.broker();
        node(1, ear);
        pass(1_000);
        ear.cut();
        ear.start(new CountingListener(said));
        for (int i = 2; i < 102; i++) {
            broker.hear(report(i));
            pass(10);
        }

        assertThat(said[0]).as("in a second, of a hundred").isBetween(1, 6);
    }

    @Test
    void whatIsNoReportIsCountedAndItsOwnIsPassedOver() {
        DirectBroker broker = bus.broker();
        Node one = node(1, broker);
        broker.hear("[]".getBytes(UTF_8));
        broker.hear(new byte[2_000]);
        broker.hear(report(1));
        round();

        assertThat(ids(one)).containsExactly(id(1));
        assertThat(one.stats().lost()).containsEntry("malformed", 2L).containsEntry("reports", 0L);
        assertThat(one.stats().faults()).isZero();
    }

    private record CountingListener(int[] heard) implements Broker.Listener {
        @Override
        public void onPublication(String channel, byte[] payload) {}

        @Override
        public void onBroadcast(byte[] payload) {
            heard[0]++;
        }

        @Override
        public void onGap() {}
    }
}
