package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShardCountersTest {
    private final ShardCounters counters = new ShardCounters();

    private long[] read() {
        long[] sum = new long[Counter.values().length];
        counters.addTo(sum);
        return sum;
    }

    @Test
    void aReaderSeesWhatWasPublishedAndNothingBeyond() {
        counters.add(Counter.OFFERED, 2);
        assertThat(read()[Counter.OFFERED.ordinal()]).isZero();

        counters.publish();
        counters.add(Counter.OFFERED, 5);

        assertThat(read()[Counter.OFFERED.ordinal()]).isEqualTo(2);
    }

    @Test
    void aReaderAddsToWhatItHas() {
        counters.add(Counter.SENT, 3);
        counters.publish();
        long[] sum = read();
        counters.addTo(sum);

        assertThat(sum[Counter.SENT.ordinal()]).isEqualTo(6);
    }

    @Test
    void noReaderSeesTheLawBroken() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread shard = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(1);
            while (!stop.get()) {
                deliver(random.nextInt(5), random.nextInt(5));
                counters.publish();
            }
        });
        shard.start();
        try {
            long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            long newest = 0;
            while (System.nanoTime() < end) {
                long[] seen = read();
                long offered = seen[Counter.OFFERED.ordinal()];
                long delivered = seen[Counter.DELIVERED.ordinal()];
                assertThat(offered).isEqualTo(delivered + seen[Counter.DROPPED_MESSAGES.ordinal()]);
                assertThat(delivered).isEqualTo(seen[Counter.SENT.ordinal()] + seen[Counter.PENDING.ordinal()]);
                assertThat(offered).as("never back").isGreaterThanOrEqualTo(newest);
                newest = offered;
            }
            assertThat(newest).isPositive();
        } finally {
            stop.set(true);
            shard.join();
        }
    }

    private void deliver(int delivered, int dropped) {
        counters.add(Counter.OFFERED, delivered + dropped);
        counters.add(Counter.DROPPED_MESSAGES, dropped);
        counters.add(Counter.DELIVERED, delivered);
        counters.add(Counter.SENT, delivered / 2);
        counters.add(Counter.PENDING, delivered - delivered / 2);
    }
}
