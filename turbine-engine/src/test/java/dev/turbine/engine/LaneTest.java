package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final List<Integer> received = new ArrayList<>();

    @Test
    void handsOverInOrderWithOneTaskForAll() {
        Lane<Integer> lane = new Lane<>(10, 100, executor::add, received::add);
        for (int i = 0; i < 5; i++) {
            assertThat(lane.offer(i, 1)).isTrue();
        }
        assertThat(executor).hasSize(1);

        executor.remove().run();

        assertThat(received).containsExactly(0, 1, 2, 3, 4);
        assertThat(executor).isEmpty();
    }

    @Test
    void isBoundedByNumber() {
        Lane<Integer> lane = new Lane<>(3, 100, executor::add, received::add);
        assertThat(IntStream.range(0, 5).mapToObj(i -> lane.offer(i, 0)))
                .containsExactly(true, true, true, false, false);

        executor.remove().run();
        assertThat(lane.offer(9, 0)).isTrue();
        executor.remove().run();

        assertThat(received).containsExactly(0, 1, 2, 9);
    }

    @Test
    void isBoundedByBytes() {
        Lane<Integer> lane = new Lane<>(100, 10, executor::add, received::add);
        assertThat(lane.offer(0, 11)).as("never fits").isFalse();
        assertThat(executor).isEmpty();
        assertThat(lane.offer(1, 6)).isTrue();
        assertThat(lane.offer(2, 5)).isFalse();
        assertThat(lane.offer(3, 4)).isTrue();

        executor.remove().run();

        assertThat(received).containsExactly(1, 3);
        assertThat(lane.offer(4, 10)).as("all bytes are free again").isTrue();
    }

    @Test
    void whatIsOfferedWhileAnItemIsHandedOverComesNext() {
        List<Lane<Integer>> lane = new ArrayList<>();
        lane.add(new Lane<>(10, 100, executor::add, i -> {
            received.add(i);
            if (i < 3) {
                lane.get(0).offer(i + 1, 1);
            }
        }));
        lane.get(0).offer(0, 1);
        executor.remove().run();

        assertThat(received).containsExactly(0, 1, 2, 3);
        assertThat(executor).isEmpty();
    }

    @Test
    void handsOverOneAtATimeOnAnyNumberOfThreads() {
        int items = 100_000;
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Lane<Integer> lane = new Lane<>(items, Long.MAX_VALUE, threads, i -> {
                overlaps.addAndGet(inside.getAndIncrement());
                order.add(i);
                inside.decrementAndGet();
            });
            for (int i = 0; i < items; i++) {
                assertThat(lane.offer(i, 1)).isTrue();
            }
            await().until(() -> order.size() == items);
        } finally {
            threads.shutdownNow();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(order).isSorted().doesNotHaveDuplicates();
    }
}
