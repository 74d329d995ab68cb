package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.tck.NatsServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The last subscriber of a channel leaves and the next comes, again and again: NATS never holds another opinion than the
 * node, and a subscription that is confirmed hears what is published next.
 */
class ChurnTest {
    private static final int THREADS = 4;
    private static final int CHANNELS_EACH = 25;
    private static final int TURNS = 50_000; // for each linger

    private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private final AtomicLong heard = new AtomicLong();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void whatTheNodeWantsIsWhatTheServerHolds(int linger) throws InterruptedException {
        try (NatsServer server = NatsServer.start()) {
            Broker churning = start(server, linger, new Listening());
            Broker other = start(server, linger, new RecordingListener());
            try {
                List<Thread> threads = new ArrayList<>();
                long start = System.nanoTime();
                for (int thread = 0; thread < THREADS; thread++) {
                    int number = thread;
                    threads.add(new Thread(() -> churn(churning, other, number)));
                }
                threads.forEach(Thread::start);
                for (Thread thread : threads) {
                    thread.join();
                }
                System.out.printf(
                        "churn with linger %d ms: %d subscribes and unsubscribes in %.1f s, %d publications heard at once%n",
                        linger, TURNS, (System.nanoTime() - start) / 1e9, heard.get());

                assertThat(problems).isEmpty();
                // Every second channel is left subscribed.
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() ->
                                assertThat(server.subscriptions("turbine")).isEqualTo(THREADS * CHANNELS_EACH / 2));
                assertThat(churning.stats().gaps()).isZero();
                assertThat(churning.stats().state()).isEqualTo(LinkStats.State.UP);
            } finally {
                churning.close();
                other.close();
            }
            await().until(() -> server.subscriptions("turbine") == 0);
        }
    }

    private static Broker start(NatsServer server, int linger, Broker.Listener listener) {
        NatsBroker broker = NatsBroker.builder()
                .servers(server.url())
                .linger(Duration.ofMillis(linger))
                .build();
        broker.start(listener);
        return broker;
    }

    /** The channels of one thread are its own, as a channel is at home on one shard. */
    private void churn(Broker churning, Broker other, int thread) {
        Random random = new Random(thread);
        boolean[] subscribed = new boolean[CHANNELS_EACH];
        int toLeave = thread % 2 == 0 ? CHANNELS_EACH / 2 : CHANNELS_EACH - CHANNELS_EACH / 2;
        for (int turn = 0; turn < TURNS / THREADS && problems.isEmpty(); turn++) {
            int index = random.nextInt(CHANNELS_EACH);
            String channel = "churn:" + thread + ":" + index;
            if (subscribed[index]) {
                churning.unsubscribe(channel);
            } else if (turn % 10 == 0) {
                hearsWhatIsPublishedNext(churning, other, channel);
            } else {
                churning.subscribe(channel);
            }
            subscribed[index] = !subscribed[index];
        }
        for (int index = 0; index < CHANNELS_EACH; index++) {
            String channel = "churn:" + thread + ":" + index;
            boolean wanted = index < toLeave;
            if (wanted && !subscribed[index]) {
                hearsWhatIsPublishedNext(churning, other, channel);
            } else if (!wanted && subscribed[index]) {
                churning.unsubscribe(channel);
            }
        }
    }

    private void hearsWhatIsPublishedNext(Broker churning, Broker other, String channel) {
        churning.subscribe(channel)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        CountDownLatch arrived = new CountDownLatch(1);
        awaited.put(channel, arrived);
        other.publish(channel, new byte[] {'1'});
        try {
            if (!arrived.await(10, TimeUnit.SECONDS)) {
                problems.add(channel + " was confirmed and did not hear");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Listening implements Broker.Listener {
        @Override
        public void onPublication(String channel, byte[] payload) {
            heard.incrementAndGet();
            CountDownLatch latch = awaited.remove(channel);
            if (latch != null) {
                latch.countDown();
            }
        }

        @Override
        public void onBroadcast(byte[] payload) {}

        @Override
        public void onGap() {}
    }
}
