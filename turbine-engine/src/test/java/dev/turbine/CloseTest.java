package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.api.PublishResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseTest {
    private final FakeTransport transport = new FakeTransport();
    private final Turbine node =
            TestNodes.builder(transport).name("closing").limit(Limit.SHARDS, 3).start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void tellsEverySessionAndIsDoneWhenTheyHaveGone() {
        List<FakeConnection> all = Stream.concat(
                        Stream.generate(() -> transport.connect("ann")).limit(20),
                        Stream.generate(transport::open).limit(5))
                .toList();
        node.close();

        assertThat(all).allMatch(FakeConnection::isClosed);
        assertThat(all).extracting(FakeConnection::awaitClosed).containsOnly(Disconnect.SHUTTING_DOWN);
        assertThat(transport.closes()).isEqualTo(1);
        assertThat(node.stats().sessions()).isZero();
        assertThat(node.stats().closed()).containsEntry(4000, 25L);
    }

    @Test
    void whatWasAcceptedArrivesBeforeTheCloseFrame() {
        List<FakeConnection> all = Stream.generate(() -> transport.subscribe("ann", "news"))
                .limit(10)
                .toList();
        List<CompletionStage<PublishResult>> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            results.add(node.publish("news", Integer.toString(i)));
        }
        node.close();

        assertThat(results).allMatch(result -> TestNodes.get(result).delivered() == 10);
        List<String> numbers =
                IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        assertThat(all).allMatch(ann -> ann.data().equals(numbers));
        assertThat(all).extracting(FakeConnection::awaitClosed).containsOnly(Disconnect.SHUTTING_DOWN);
    }

    @Test
    void everyPublicationIsEitherAcceptedAndArrivesOrRefused() throws InterruptedException {
        FakeConnection ann = transport.subscribe("ann", "news");
        List<CompletableFuture<PublishResult>> results = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        Thread publisher = new Thread(() -> {
            for (int i = 0; !stop.get() && i < 200_000; i++) {
                CompletableFuture<PublishResult> result =
                        node.publish("news", Integer.toString(i)).toCompletableFuture();
                results.add(result);
                if (i % 100 == 0) {
                    TestNodes.get(result);
                    started.countDown();
                }
            }
        });
        publisher.start();
        started.await();
        node.close();
        stop.set(true);
        publisher.join();

        List<String> delivered = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            PublishResult result = TestNodes.get(results.get(i));
            if (result.delivered() == 1) {
                delivered.add(Integer.toString(i));
            } else if (!result.ok()) {
                assertThat(result.code()).isEqualTo(503);
                assertThat(result.message()).isIn("overloaded", "shutting down");
            }
        }
        assertThat(ann.data()).containsExactlyElementsOf(delivered);
        assertThat(ann.awaitClosed()).isEqualTo(Disconnect.SHUTTING_DOWN);
    }

    @Test
    void refusesPublicationsFromThenOn() {
        node.close();

        PublishResult result = TestNodes.get(node.publish("news", "1"));
        assertThat(result.code()).isEqualTo(503);
        assertThat(result.message()).isEqualTo("shutting down");
        assertThat(node.stats().published()).isZero();
    }

    @Test
    void everyCallReturnsOnceItIsOver() {
        FakeConnection ann = transport.connect("ann");
        List<CompletableFuture<Boolean>> calls = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            node.close();
                            return ann.isClosed() && transport.closes() == 1;
                        },
                        task -> new Thread(task).start()))
                .limit(6)
                .toList();

        assertThat(calls).allMatch(TestNodes::get);
        node.close();
        assertThat(transport.closes()).isEqualTo(1);
    }

    @Test
    void leavesNoThreadBehind() {
        transport.subscribe("ann", "news");
        TestNodes.get(node.publish("news", "1"));
        assertThat(TestNodes.threads("closing"))
                .contains("turbine-closing-shard-0", "turbine-closing-shard-1", "turbine-closing-shard-2")
                .anyMatch(name -> name.startsWith("turbine-closing-callback-"))
                .anyMatch(name -> name.startsWith("turbine-closing-authentication-"));
        node.close();

        await().atMost(Duration.ofSeconds(2))
                .until(() -> TestNodes.threads("closing").isEmpty());
    }

    @Test
    void aClientThatDoesNotReadIsAbortedAtTheDeadline() {
        FakeTransport other = new FakeTransport();
        Turbine impatient = TestNodes.builder(other)
                .limit(Limit.DRAIN_TIMEOUT, Duration.ofMillis(300))
                .start();
        FakeConnection stalled = other.subscribe("ann", "news");
        FakeConnection healthy = other.subscribe("bob", "news");
        stalled.stall();
        TestNodes.get(impatient.publish("news", "1"));
        impatient.close();

        assertThat(stalled.awaitClosed()).isEqualTo(Disconnect.ABNORMAL);
        assertThat(healthy.awaitClosed()).isEqualTo(Disconnect.SHUTTING_DOWN);
        assertThat(healthy.data()).containsExactly("1");
        assertThat(impatient.stats().sessions()).isZero();
        assertThat(impatient.stats().discarded()).containsEntry("closed", 1L);
        assertThat(impatient.stats().pending()).isZero();
    }
}
