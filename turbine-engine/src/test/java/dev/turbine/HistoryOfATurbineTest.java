package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.api.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryOfATurbineTest {
    private static final ChannelOptions KEPT = ChannelOptions.none().history(3, Duration.ofMinutes(1));

    private final Turbine node = TestNodes.builder(new FakeTransport())
            .channels("chat:*", KEPT)
            .channels("short:*", ChannelOptions.none().history(3, Duration.ofMillis(50)))
            .limit(Limit.HISTORY_PAGE, 2)
            .start();

    @AfterEach
    void stop() {
        node.close();
    }

    private HistoryResult history(Position since) {
        return TestNodes.get(node.history("chat:a", since, 100));
    }

    private static List<String> data(HistoryResult page) {
        return page.publications().stream().map(Publication::data).toList();
    }

    @Test
    void isReadPageByPage() {
        for (int i = 1; i <= 4; i++) {
            TestNodes.get(node.publish("chat:a", Integer.toString(i)));
        }
        HistoryResult first = history(null);
        assertThat(data(first)).containsExactly("2", "3");
        assertThat(first.top().offset()).isEqualTo(4);
        Position last = first.publications().get(1).position();
        assertThat(last).isEqualTo(new Position(first.top().epoch(), 3));
        assertThat(data(history(last))).containsExactly("4");
        assertThat(data(history(first.top()))).isEmpty();

        HistoryResult lost = history(new Position(first.top().epoch(), 0));
        assertThat(lost.code()).isEqualTo(410);
        assertThat(lost.top()).isEqualTo(first.top());
    }

    @Test
    void nextLeadsThroughItAllAndTheLastReachesTheTop() {
        assertThat(history(null).reachesTop()).isTrue();
        assertThat(history(null).next()).isEqualTo(history(null).top());
        for (int i = 1; i <= 3; i++) {
            TestNodes.get(node.publish("chat:a", Integer.toString(i)));
        }
        HistoryResult first = history(null);
        assertThat(data(first)).containsExactly("1", "2");
        assertThat(first.reachesTop()).isFalse();
        HistoryResult second = history(first.next());
        assertThat(data(second)).containsExactly("3");
        assertThat(second.reachesTop()).isTrue();
        assertThat(data(history(second.next()))).isEmpty();
        HistoryResult refused = TestNodes.get(node.history("news", null, 1));
        assertThat(refused.next()).isNull();
        assertThat(refused.reachesTop()).isFalse();
    }

    @Test
    void isRefusedWithAReason() {
        assertThat(TestNodes.get(node.history("news", null, 1)).code()).isEqualTo(404);
        assertThat(TestNodes.get(node.history("chat:\n", null, 1)).code()).isEqualTo(400);
        assertThat(TestNodes.get(node.history("chat:a", null, 0)).code()).isEqualTo(400);
        node.close();
        assertThat(TestNodes.get(node.history("chat:a", null, 1)).code()).isEqualTo(503);
    }

    @Test
    void aListenerLearnsThePositions() {
        Queue<Publication> received = new ConcurrentLinkedQueue<>();
        node.subscribe("chat:a", received::add);
        TestNodes.get(node.publish("chat:a", "{\"n\":1}"));
        await().until(() -> received.size() == 1);
        assertThat(received.element().data()).isEqualTo("{\"n\":1}");
        assertThat(received.element().position()).isEqualTo(history(null).top());
    }

    @Test
    void aSecondAttemptWithTheSameKeyIsNotPublished() {
        for (int i = 0; i < 2; i++) {
            assertThat(TestNodes.get(node.publish("chat:a", "1", "key")).ok()).isTrue();
        }
        TestNodes.get(node.publish("chat:b", "1", "key"));
        assertThat(history(null).top().offset()).isEqualTo(1);
        assertThat(TestNodes.get(node.publish("news", "1", "key")).code()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with blank", "\u00e9", "a\n"})
    void aKeyIsVisibleAscii(String key) {
        assertThatThrownBy(() -> node.publish("chat:a", "1", key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChannelThatNobodyUsesCostsNothingAfterItsTime() {
        TestNodes.get(node.publish("short:a", "1"));
        await().untilAsserted(() -> {
            assertThat(node.stats().channels()).isZero();
            assertThat(node.stats().history().get("bytes")).isZero();
        });
    }

    @Test
    void aChannelThatIsStillUsedKeepsItsPositionThoughItsPublicationsHaveExpired() {
        FakeTransport transport = new FakeTransport();
        try (Turbine other = TestNodes.builder(transport)
                .channels("*", ChannelOptions.none().history(3, Duration.ofMillis(1)))
                .start()) {
            FakeConnection client = transport.connect("a");
            client.follow("news", "");
            TestNodes.get(other.publish("news", "1"));
            await().untilAsserted(() -> assertThat(
                            TestNodes.get(other.history("news", null, 9)).publications())
                    .isEmpty());
            assertThat(TestNodes.get(other.history("news", null, 9)).top().offset())
                    .isEqualTo(1);
        }
    }
}
