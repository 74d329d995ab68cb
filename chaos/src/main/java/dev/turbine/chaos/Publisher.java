package dev.turbine.chaos;

import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Event.Outcome;
import dev.turbine.tck.check.Journal;
import dev.turbine.tck.check.Payload;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Publishes to one channel, one publication after the other, each with a key and on any node: again and again until it is
 * acknowledged. Sometimes also once more, as one who has not heard of it. For one thread.
 */
final class Publisher {
    /** JetStream remembers keys for two minutes. */
    private static final long GIVES_UP_NANOS = TimeUnit.SECONDS.toNanos(100);

    private static final int REPEATED = 50; // one of so many
    private static final int MOST_PAUSE_MILLIS = 500;
    private static final int MOST_PADDING = 100;

    private final String channel;
    private final int step;
    private final int nodes;
    private final Backend backend;
    private final Journal journal;
    private final Progress progress;
    private final Random random;
    private long id;

    /**
     * @param number of the channel, from 0
     * @param channels how many there are: ids rise by that, so that no two are the same
     */
    Publisher(int number, int channels, int nodes, Backend backend, Journal journal, Progress progress, Random random) {
        this.channel = Chaos.channel(number);
        this.step = channels;
        this.nodes = nodes;
        this.backend = backend;
        this.journal = journal;
        this.progress = progress;
        this.random = random;
        id = number + 1 - step;
    }

    /** The id of what it published last. */
    long last() {
        return id;
    }

    /** Spreads so many over a time; what is late follows at once. */
    void publish(int count, long overNanos) throws InterruptedException {
        long start = System.nanoTime() + random.nextLong(overNanos / count);
        for (int i = 0; i < count; i++) {
            long early = start + i * (overNanos / count) - System.nanoTime();
            if (early > 0) {
                TimeUnit.NANOSECONDS.sleep(early);
            }
            publish();
        }
    }

    /** Returns when it is acknowledged, or given up. */
    void publish() throws InterruptedException {
        id += step;
        String data = Payload.of(channel, id, random.nextInt(MOST_PADDING));
        String key = "key-" + id;
        long began = System.nanoTime();
        boolean acked = attempt(data, key);
        if (!acked) {
            progress.retried.increment();
        }
        while (!acked && System.nanoTime() - began < GIVES_UP_NANOS) {
            TimeUnit.MILLISECONDS.sleep(1 + random.nextInt(MOST_PAUSE_MILLIS));
            acked = attempt(data, key);
        }
        Outcome outcome = acked ? Outcome.ACKED : Outcome.UNKNOWN;
        journal.add(new Event.Published(began, channel, id, channel, outcome, null));
        progress.published.increment();
        if (acked && random.nextInt(REPEATED) == 0) {
            progress.repeated.increment();
            attempt(data, key);
        }
    }

    private boolean attempt(String data, String key) throws InterruptedException {
        progress.attempts.increment();
        return backend.publish(random.nextInt(nodes), channel, data, key);
    }
}
