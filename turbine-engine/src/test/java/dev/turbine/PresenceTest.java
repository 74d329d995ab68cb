package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.PresenceResult;
import dev.turbine.spi.Broker;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is on a channel, on two nodes that a broker joins. */
class PresenceTest {
    private final DirectBroker.Bus bus = new DirectBroker.Bus();
    private final DirectBroker brokerA = bus.broker();
    private final DirectBroker brokerB = bus.broker();
    private final FakeTransport transportA = new FakeTransport();
    private final FakeTransport transportB = new FakeTransport();
    private final Turbine a = start(transportA, brokerA);
    private final Turbine b = start(transportB, brokerB);

    private static Turbine start(FakeTransport transport, Broker broker) {
        return TestNodes.builder(transport)
                .broker(broker)
                .channels("chat", ChannelOptions.none().joinLeave())
                .channels("quiet", ChannelOptions.none().presence())
                .limit(Limit.NODE_TIMEOUT, 500)
                .start();
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
    }

    /** Waits for no answer. */
    private FakeConnection come(String user, String channel) {
        FakeConnection client = transportA.open();
        client.command("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + user + "\"}}");
        client.command("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\"}}");
        return client;
    }

    private static List<String> users(Turbine node, String channel) {
        PresenceResult result = TestNodes.get(node.presence(channel));
        assertThat(result.ok()).isTrue();
        return result.clients().stream()
                .map(PresenceResult.Client::user)
                .sorted()
                .toList();
    }

    private static void awaitUsers(Turbine node, String channel, String... users) {
        await().untilAsserted(() -> assertThat(users(node, channel)).containsExactly(users));
    }

    private static long count(FakeConnection client, String change, String user) {
        return client.frames().stream()
                .filter(frame ->
                        frame.startsWith("{\"method\":\"" + change + "\"") && frame.contains("\"" + user + "\""))
                .count();
    }

    @Test
    void everyNodeKnowsWhoIsThere() {
        FakeConnection ann = transportA.subscribe("ann", "chat");
        FakeConnection bob = transportB.subscribe("bob", "chat");
        awaitUsers(a, "chat", "ann", "bob");
        awaitUsers(b, "chat", "ann", "bob");
        await().until(() -> count(ann, "join", "bob") == 1);
        ann.leave();
        awaitUsers(a, "chat", "bob");
        awaitUsers(b, "chat", "bob");
        await().until(() -> count(bob, "leave", "ann") == 1);
    }

    @Test
    void aNodeThatNobodyIsOnAsksTheOthers() {
        transportA.subscribe("ann", "chat");
        awaitUsers(b, "chat", "ann");
    }

    @Test
    void manyAreToldInParts() {
        IntStream.range(0, 2_300).forEach(i -> come("user" + i, "quiet"));
        await().until(() -> users(b, "quiet").size() == 2_300);
    }

    @Test
    void aNodeThatDiesTakesItsSessionsAlong() {
        FakeConnection ann = transportA.subscribe("ann", "chat");
        transportB.subscribe("bob", "chat");
        awaitUsers(a, "chat", "ann", "bob");
        brokerB.cut();
        awaitUsers(a, "chat", "ann");
        await().until(() -> count(ann, "leave", "bob") == 1);
    }

    @Test
    void aNodeThatStopsTakesItsSessionsAlong() {
        transportA.subscribe("ann", "chat");
        transportB.subscribe("bob", "chat");
        awaitUsers(a, "chat", "ann", "bob");
        b.close();
        awaitUsers(a, "chat", "ann");
    }

    @Test
    void whatWasMissedIsAskedForAfterAGap() {
        FakeConnection ann = transportA.subscribe("ann", "chat");
        FakeConnection bob = transportB.subscribe("bob", "chat");
        awaitUsers(a, "chat", "ann", "bob");
        brokerA.deaf(true);
        bob.leave();
        transportB.subscribe("cat", "chat");
        awaitUsers(b, "chat", "ann", "cat");
        assertThat(users(a, "chat")).containsExactly("ann", "bob");

        brokerA.deaf(false);
        brokerA.gap();

        awaitUsers(a, "chat", "ann", "cat");
        await().until(() -> count(ann, "leave", "bob") == 1 && count(ann, "join", "cat") == 1);
    }

    @Test
    void whatWasNotForwardedIsToldAgain() {
        transportA.subscribe("ann", "chat");
        awaitUsers(b, "chat", "ann");
        brokerB.deaf(true);
        brokerA.answering(Broker.Forwarding.NOT_FORWARDED);
        transportA.subscribe("cat", "chat");
        awaitUsers(a, "chat", "ann", "cat");
        brokerB.deaf(false);
        brokerA.answering(Broker.Forwarding.FORWARDED);
        awaitUsers(b, "chat", "ann", "cat");
    }

    @Test
    void ofAStrangerNothingIsBelieved() {
        transportA.subscribe("ann", "chat");
        brokerA.hear(
                "\u0001chat",
                "{\"node\":\"ghost-000000000000\",\"kind\":\"JOIN\",\"clients\":{\"g/1\":\"ghost\"}}".getBytes());
        brokerA.hear("\u0001chat", "{}".getBytes());
        assertThat(users(a, "chat")).containsExactly("ann");
        assertThat(a.stats().lost().get("malformed")).isEqualTo(1);
    }

    @Test
    void aSessionThatIsEndedQuicklyLeavesNoGhost() {
        for (int i = 0; i < 200; i++) {
            come("user" + i, "chat").leave();
        }
        awaitUsers(a, "chat");
        awaitUsers(b, "chat");
    }

    @Test
    void aChannelWithoutItRefuses() {
        try (Turbine plain = TestNodes.builder(new FakeTransport()).start()) {
            assertThat(TestNodes.get(plain.presence("chat")).code()).isEqualTo(404);
            assertThat(TestNodes.get(plain.presence("\n")).code()).isEqualTo(400);
        }
    }
}
