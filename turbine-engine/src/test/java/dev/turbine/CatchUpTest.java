package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that do not keep up, by the policy of their channel. */
class CatchUpTest {
    private static final int BUFFER = 8;
    private static final String LOST =
            "{\"method\":\"unsubscribed\",\"params\":{\"channel\":\"kept\",\"code\":4004,\"reason\":\"position lost\"}}";

    private final FakeTransport transport = new FakeTransport();
    private final DirectBroker.Bus bus = new DirectBroker.Bus();
    private final DirectBroker broker = bus.broker();
    private Turbine node = node(100, broker);

    private Turbine node(int history, DirectBroker broker) {
        ChannelOptions none = ChannelOptions.none();
        return TestNodes.builder(transport)
                .channels("kept", none.history(history, Duration.ofMinutes(1)))
                .channels("oldest", none.overflow(OverflowPolicy.DROP_OLDEST))
                .channels("latest", none.overflow(OverflowPolicy.CONFLATE))
                .channels("close", none.overflow(OverflowPolicy.CLOSE))
                .channels("both", none.history(history, Duration.ofMinutes(1)).overflow(OverflowPolicy.CONFLATE))
                .limit(Limit.OUTBOUND_MESSAGES, BUFFER)
                .limit(Limit.SHARDS, 2)
                .broker(broker)
                .start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void publish(String channel, int from, int to) {
        for (int i = from; i <= to; i++) {
            assertThat(TestNodes.get(node.publish(channel, Integer.toString(i))).ok())
                    .isTrue();
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private static void awaitData(FakeConnection client, List<String> data) {
        await().untilAsserted(() -> assertThat(client.data()).isEqualTo(data));
    }

    @Test
    void aSessionThatFallsBehindIsFedFromTheHistoryWhenItsSocketDrains() {
        FakeConnection slow = transport.connect("slow");
        FakeConnection quick = transport.connect("quick");
        slow.follow("kept", "");
        quick.follow("kept", "");
        slow.stall();
        publish("kept", 1, 50);
        awaitData(quick, numbers(1, 50));
        assertThat(node.stats().history().get("behind")).isEqualTo(1);

        slow.resume();

        awaitData(slow, numbers(1, 50));
        publish("kept", 51, 60);
        awaitData(slow, numbers(1, 60));
        assertThat(node.stats().dropped().values()).containsOnly(0L);
        assertThat(node.stats().history().get("lost")).isZero();
    }

    @Test
    void isToldWhenTheHistoryNoLongerReachesBack() {
        node.close();
        node = node(4, bus.broker());
        FakeConnection slow = transport.connect("slow");
        slow.follow("kept", "");
        slow.stall();
        publish("kept", 1, 50);
        slow.resume();

        slow.awaitFrame(LOST);
        assertThat(slow.data()).isEqualTo(numbers(1, BUFFER));
        publish("kept", 51, 51);
        assertThat(node.stats().subscriptions()).isZero();
        assertThat(slow.follow("kept", "")).contains("\"offset\":51");
        publish("kept", 52, 52);
        slow.awaitFrame("{\"method\":\"publication\",\"params\":{\"channel\":\"kept\",\"offset\":52,\"data\":52}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void aClientThatComesBackGetsMoreThanItsBufferHoldsInOrder(int missed) {
        FakeConnection client = transport.connect("a");
        String epoch = client.follow("kept", "").replaceAll(".*\"epoch\":\"(\\w+)\".*", "$1");
        client.leave();
        publish("kept", 1, missed);

        FakeConnection again = transport.connect("a");
        String recover = "{\"epoch\":\"" + epoch + "\",\"offset\":0}";
        assertThat(again.follow("kept", recover))
                .isEqualTo("{\"subscribed\":true,\"epoch\":\"" + epoch + "\",\"offset\":" + missed
                        + ",\"recovered\":true}");
        publish("kept", missed + 1, missed + 5);
        awaitData(again, numbers(1, missed + 5));
        assertThat(node.stats().history().get("recovered")).isEqualTo(1);
    }

    @Test
    void whatIsPublishedWhileTheReplyWaitsForAnotherIsNotMissed() {
        // The reply of the second waits for that of the first, whose channel the broker has not confirmed.
        HoldingBroker holding = new HoldingBroker(bus, "held");
        node.close();
        node = TestNodes.builder(transport)
                .channels("*", ChannelOptions.none().history(10, Duration.ofMinutes(1)))
                .broker(holding)
                .start();
        FakeConnection client = transport.connect("a");
        client.command("{\"id\":7,\"method\":\"subscribe\",\"params\":{\"channel\":\"held\"}}");
        client.command("{\"id\":8,\"method\":\"subscribe\",\"params\":{\"channel\":\"kept\"}}");
        await().until(() -> holding.asked().contains("kept"));
        publish("kept", 1, 3);
        holding.confirm();
        awaitData(client, numbers(1, 3));
    }

    @Test
    void aGapThatTheBrokerReportsEndsTheSubscriptionsOfChannelsWithHistory() {
        FakeConnection client = transport.connect("a");
        String before = client.follow("kept", "");
        client.subscribe("oldest");
        broker.gap();
        client.awaitFrame(LOST);
        String after = client.follow("kept", "{\"epoch\":\"" + epoch(before) + "\",\"offset\":0}");
        assertThat(after).contains("\"recovered\":false");
        assertThat(epoch(after)).isNotEqualTo(epoch(before));
        publish("kept", 1, 1);
        publish("oldest", 2, 2);
        awaitData(client, List.of("1", "2"));
    }

    private static String epoch(String result) {
        return result.replaceAll(".*\"epoch\":\"(\\w+)\".*", "$1");
    }

    @Test
    void theOldestMakeRoom() {
        FakeConnection slow = transport.subscribe("slow", "oldest");
        slow.stall();
        publish("oldest", 1, 30);
        slow.resume();
        awaitData(slow, List.of("1", "24", "25", "26", "27", "28", "29", "30"));
        assertThat(node.stats().discarded().get("overtaken")).isEqualTo(22);
    }

    @Test
    void onlyTheLatestWaits() {
        FakeConnection slow = transport.subscribe("slow", "latest");
        slow.stall();
        publish("latest", 1, 30);
        slow.resume();
        awaitData(slow, List.of("1", "30"));
    }

    @Test
    void withAHistoryToo() {
        FakeConnection slow = transport.connect("slow");
        slow.follow("both", "");
        slow.stall();
        publish("both", 1, 30);
        slow.resume();
        awaitData(slow, List.of("1", "30"));
        publish("both", 31, 31);
        awaitData(slow, List.of("1", "30", "31"));
    }

    @Test
    void theSessionIsClosed() {
        FakeConnection slow = transport.subscribe("slow", "close");
        FakeConnection quick = transport.subscribe("quick", "close");
        slow.stall();
        publish("close", 1, BUFFER + 1);
        slow.resume();
        assertThat(slow.awaitClosed()).isEqualTo(Disconnect.SLOW_CONSUMER);
        awaitData(quick, numbers(1, BUFFER + 1));
    }
}
