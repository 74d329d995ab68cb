package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Subscription;
import dev.turbine.tck.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a publication takes from one node to a listener on another, beside two clients of NATS that do nothing else. */
@Tag("load")
class LatencyTest {
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 2_000;

    @Test
    void aNodeAddsLittleToWhatNatsTakes() throws Exception {
        SynchronousQueue<Long> arrivals = new SynchronousQueue<>();
        try (NatsServer server = NatsServer.start();
                Member here = Member.start(0, server.url());
                Member there = Member.start(1, server.url())) {
            Connection sender = Nats.connect(server.url());
            Connection receiver = Nats.connect(server.url());
            Subscription subscription =
                    there.turbine().subscribe("latency", publication -> offer(arrivals, System.nanoTime()));
            await().until(() -> server.subscriptions("turbine") == 1);
            receiver.createDispatcher(message -> offer(arrivals, System.nanoTime()))
                    .subscribe("bare");
            receiver.flush(Duration.ofSeconds(10));

            long[] turbine = new long[ROUNDS];
            long[] bare = new long[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                int index = Math.max(0, round);
                turbine[index] = measure(arrivals, () -> here.turbine().publish("latency", "1"));
                bare[index] = measure(arrivals, () -> sender.publish("bare", new byte[] {'1'}));
            }

            Arrays.sort(turbine);
            Arrays.sort(bare);
            System.out.printf(
                    "from node to node: p50 %d us, p99 %d us; NATS alone: p50 %d us, p99 %d us%n",
                    percentile(turbine, 50), percentile(turbine, 99), percentile(bare, 50), percentile(bare, 99));
            assertThat(percentile(turbine, 50)).isLessThanOrEqualTo(10 * percentile(bare, 50));
            subscription.close();
            sender.close();
            receiver.close();
        }
    }

    private static long measure(SynchronousQueue<Long> arrivals, Runnable publishing) throws InterruptedException {
        long start = System.nanoTime();
        publishing.run();
        Long arrived = arrivals.poll(10, TimeUnit.SECONDS);
        assertThat(arrived).isNotNull();
        return arrived == null ? 0 : (arrived - start) / 1_000;
    }

    private static void offer(SynchronousQueue<Long> arrivals, long time) {
        try {
            arrivals.put(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100];
    }
}
