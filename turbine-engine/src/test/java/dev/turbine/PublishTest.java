package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Limit;
import dev.turbine.api.PublishResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PublishTest {
    private final FakeTransport transport = new FakeTransport();
    private final Turbine node = TestNodes.builder(transport)
            .limit(Limit.PUBLICATIONS_IN_FLIGHT, 8)
            .limit(Limit.PUBLICATION_BYTES_IN_FLIGHT, 1_500_000)
            .start();

    @AfterEach
    void stop() {
        node.close();
    }

    private static void assertRefused(PublishResult result, int code, String message) {
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.message()).isEqualTo(message);
        assertThat(result.ok()).isFalse();
        assertThat(result.delivered()).isZero();
    }

    @Test
    void reachesEverySubscriberAsItIsWritten() {
        FakeConnection ann = transport.subscribe("ann", "news");
        FakeConnection bob = transport.subscribe("bob", "news", "other");

        PublishResult result = TestNodes.get(node.publish("news", "{ \"b\":1.0,\"a\":\"\\u0041\" }"));

        assertThat(result.ok()).isTrue();
        assertThat(result.code()).isEqualTo(200);
        assertThat(result.message()).isEqualTo("ok");
        assertThat(result.delivered()).isEqualTo(2);
        String frame =
                "{\"method\":\"publication\",\"params\":{\"channel\":\"news\",\"data\":{ \"b\":1.0,\"a\":\"\\u0041\" }}}";
        ann.awaitFrame(frame);
        bob.awaitFrame(frame);
    }

    @Test
    void isAcceptedWithoutASubscriber() {
        assertThat(TestNodes.get(node.publish("news", "1")).ok()).isTrue();
        assertThat(node.stats().published()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 400, bad channel name",
        "news, 'not JSON', 400, not JSON",
        "news, '', 400, not JSON",
        "news, '1 2', 400, not JSON"
    })
    void whatIsNotValidIsRefusedAtOnce(String channel, String json, int code, String message) {
        CompletableFuture<PublishResult> result = node.publish(channel, json).toCompletableFuture();

        assertThat(result).isDone();
        assertRefused(result.join(), code, message);
    }

    @Test
    void halfACharacterIsRefused() {
        assertRefused(TestNodes.get(node.publish("news", "\"\ud800\"")), 400, "not UTF-8");
        assertRefused(TestNodes.get(node.publish("\ud800", "1")), 400, "bad channel name");
    }

    @Test
    void dataOverItsLimitIsRefused() {
        String fits = "\"" + "x".repeat((1 << 20) - 2) + "\"";

        assertThat(TestNodes.get(node.publish("news", fits)).ok()).isTrue();
        assertRefused(TestNodes.get(node.publish("news", fits + " ")), 413, "data too large");
    }

    @Test
    void toManyChannelsCountsOnceForEach() {
        FakeConnection ann = transport.subscribe("ann", "a", "b");
        transport.subscribe("bob", "b");

        PublishResult result = TestNodes.get(node.publish(List.of("a", "b", "a", "c", "b"), "1"));

        assertThat(result.delivered()).isEqualTo(3);
        assertThat(node.stats().published()).isEqualTo(3);
        await().until(() -> ann.data().size() == 2);
    }

    @Test
    void toManyChannelsIsAllOrNothing() {
        FakeConnection ann = transport.subscribe("ann", "a", "b");

        assertRefused(TestNodes.get(node.publish(List.of("a", "b\n"), "1")), 400, "bad channel name");
        assertRefused(
                TestNodes.get(node.publish(
                        IntStream.range(0, 9)
                                .mapToObj(i -> i == 0 ? "a" : "x" + i)
                                .toList(),
                        "1")),
                503,
                "overloaded");
        assertThat(TestNodes.get(node.publish("a", "2")).ok()).isTrue();

        ann.awaitFrame("{\"method\":\"publication\",\"params\":{\"channel\":\"a\",\"data\":2}}");
        assertThat(ann.data()).containsExactly("2");
        assertThat(node.stats().published()).isEqualTo(1);
    }

    @Test
    void beyondWhatMayBeUnderWayItIsRefusedUntilThereIsRoomAgain() {
        String megabyte = "\"" + "x".repeat(1_000_000) + "\"";
        CountDownLatch hold = new CountDownLatch(1);
        // A callback that has not ended holds the permit of its publication.
        CompletableFuture<Boolean> first = TestNodes.publishAndThen(node, megabyte, () -> awaitQuietly(hold));
        try {
            assertRefused(TestNodes.get(node.publish("news", megabyte)), 503, "overloaded");
        } finally {
            hold.countDown();
        }
        TestNodes.get(first);
        await().until(() -> TestNodes.get(node.publish("news", megabyte)).ok());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void toNoChannelDoesNothing() {
        assertThat(TestNodes.get(node.publish(List.of(), "1")).ok()).isTrue();
        assertThat(node.stats().published()).isZero();
    }

    @Test
    void keepsTheOrderOfAPublisherOnAChannel() {
        FakeConnection ann = transport.subscribe("ann", "news");
        for (int i = 0; i < 200; i++) {
            assertThat(TestNodes.get(node.publish("news", Integer.toString(i))).ok())
                    .isTrue();
        }
        await().until(() -> ann.data().size() == 200);
        assertThat(ann.data())
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(Integer::toString).toList());
    }

    @Test
    void aResultCannotBeCompletedByWhoeverHoldsIt() {
        CompletableFuture<PublishResult> mine = node.publish("news", "1").toCompletableFuture();
        mine.cancel(true);

        assertThat(TestNodes.get(node.publish("news", "2")).ok()).isTrue();
    }
}
