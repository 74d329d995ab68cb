package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A callback may do what it likes for as long as it likes: it holds up itself. */
@Timeout(60)
class CallbackTest {
    private final Turbine node =
            TestNodes.builder(new FakeTransport()).name("callbacks").start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void mayWaitForAnotherPublicationThreeDeepFromEightAtOnce() {
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            results.add(nested(3).toCompletableFuture());
        }
        assertThat(results).allMatch(result -> TestNodes.get(result) == 3);
    }

    private CompletionStage<Integer> nested(int depth) {
        return node.publish("news", "1").thenApply(result -> {
            assertThat(result.ok()).isTrue();
            return depth == 0 ? 0 : 1 + nested(depth - 1).toCompletableFuture().join();
        });
    }

    @Test
    void listenersThatWaitForAnotherPublicationDoNotStopTheRest() {
        List<CompletableFuture<Boolean>> done = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<Boolean> inner = new CompletableFuture<>();
            done.add(inner);
            node.subscribe(
                    "news",
                    publication -> inner.complete(node.publish("other", "1")
                            .toCompletableFuture()
                            .join()
                            .ok()));
        }
        assertThat(TestNodes.get(node.publish("news", "1")).ok()).isTrue();
        assertThat(done).allMatch(TestNodes::get);
    }

    @Test
    void listenersThatBlockHoldUpNobodyElse() {
        CountDownLatch hold = new CountDownLatch(1);
        int slow = 2 * Runtime.getRuntime().availableProcessors() + 2;
        CountDownLatch started =
                new CountDownLatch(Math.max(2, Runtime.getRuntime().availableProcessors()));
        for (int i = 0; i < slow; i++) {
            node.subscribe("slow", publication -> {
                started.countDown();
                awaitQuietly(hold);
            });
        }
        node.publish("slow", "1");
        awaitQuietly(started);
        try {
            assertThat(TestNodes.get(node.publish("other", "1")).ok()).isTrue();
        } finally {
            hold.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void itsThreadsHaveNamesOfTheirOwn() {
        CountDownLatch both = new CountDownLatch(2);
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            node.subscribe("news", publication -> {
                names.add(Thread.currentThread().getName());
                both.countDown();
                awaitQuietly(both);
            });
        }
        node.publish("news", "1");

        await().until(() -> names.size() == 2);
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void whatACallbackThrowsEndsInItsOwnStage() {
        CompletableFuture<Object> failed = node.publish("news", "1")
                .thenApply(result -> {
                    throw new IllegalStateException("test");
                })
                .toCompletableFuture();

        await().until(failed::isDone);
        assertThat(failed).isCompletedExceptionally();
        assertThat(TestNodes.get(node.publish("news", "2")).ok()).isTrue();
        assertThat(node.stats().faults()).isZero();
    }
}
