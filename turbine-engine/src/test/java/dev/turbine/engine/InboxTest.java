package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxTest {
    private static final int PRODUCERS = 4;

    private static final class Numbered extends Task {
        final int producer;
        final int number;

        Numbered(int producer, int number) {
            this.producer = producer;
            this.number = number;
        }

        @Override
        void run() {}
    }

    /** Takes everything and checks that each producer's tasks come in their order; returns their number. */
    private static int take(Inbox inbox, int[] next) {
        int taken = 0;
        Task task = inbox.takeAll();
        while (task != null) {
            Numbered numbered = (Numbered) task;
            assertThat(numbered.number).isEqualTo(next[numbered.producer]++);
            task = task.next;
            taken++;
        }
        return taken;
    }

    private static List<Thread> produce(int tasks, Consumer<Task> put) {
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < PRODUCERS; p++) {
            int producer = p;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < tasks; i++) {
                    put.accept(new Numbered(producer, i));
                }
            });
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    @Test
    void losesNothingAndKeepsTheOrderOfEachProducer() throws InterruptedException {
        int tasks = 200_000;
        Inbox inbox = new Inbox(() -> {});
        int[] next = new int[PRODUCERS];

        List<Thread> threads = produce(tasks, inbox::put);
        int taken = 0;
        while (taken < PRODUCERS * tasks) {
            taken += take(inbox, next);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(next).containsOnly(tasks);
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.takeAll()).isNull();
    }

    @Test
    void aShardThatFallsAsleepIsAlwaysWoken() throws InterruptedException {
        int tasks = 100_000;
        Semaphore alarm = new Semaphore(0);
        Inbox inbox = new Inbox(alarm::release);
        int[] next = new int[PRODUCERS];
        int sleeps = 0;

        // Each producer waits for the consumer now and then, so that it runs dry and sleeps often.
        Semaphore window = new Semaphore(16);
        List<Thread> threads = produce(tasks, task -> {
            window.acquireUninterruptibly();
            inbox.put(task);
        });
        int taken = 0;
        while (taken < PRODUCERS * tasks) {
            int now = take(inbox, next);
            window.release(now);
            taken += now;
            if (now == 0 && inbox.fallAsleep()) {
                sleeps++;
                assertThat(alarm.tryAcquire(20, TimeUnit.SECONDS)).as("woken").isTrue();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(sleeps).isPositive();
        assertThat(alarm.availablePermits()).as("woken once for each sleep").isZero();
    }

    @Test
    void doesNotFallAsleepOverSomethingThatWaits() {
        Inbox inbox = new Inbox(() -> {});
        inbox.put(new Numbered(0, 0));

        assertThat(inbox.fallAsleep()).isFalse();
        assertThat(inbox.isEmpty()).isFalse();
        assertThat(inbox.takeAll()).isNotNull();
        assertThat(inbox.fallAsleep()).isTrue();
    }

    @Test
    void whoWakesFromASleepByItselfIsNotWokenForIt() {
        AtomicInteger wakes = new AtomicInteger();
        Inbox inbox = new Inbox(wakes::incrementAndGet);
        assertThat(inbox.fallAsleep()).isTrue();
        assertThat(inbox.isEmpty()).isTrue();

        assertThat(inbox.takeAll()).isNull(); // a timer was due
        inbox.put(new Numbered(0, 0));
        assertThat(wakes).hasValue(0);

        inbox.takeAll();
        inbox.fallAsleep();
        inbox.put(new Numbered(0, 1));
        inbox.put(new Numbered(0, 2));
        assertThat(wakes).hasValue(1);
    }

    @Test
    void aTaskMayBePutAgainOnceItHasBegun() throws InterruptedException {
        Inbox inbox = new Inbox(() -> {});
        CountDownLatch runs = new CountDownLatch(3);
        inbox.put(new Task() {
            @Override
            void run() {
                runs.countDown();
                inbox.put(this);
            }
        });
        for (int i = 0; i < 3; i++) {
            Task task = inbox.takeAll();
            assertThat(task).isNotNull();
            task.run();
        }
        assertThat(runs.await(0, TimeUnit.SECONDS)).isTrue();
    }
}
