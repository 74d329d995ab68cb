package dev.turbine.tck;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Publishes 1, 2, 3 … at a steady rate until it is closed. */
final class Broadcast implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int published;

    Broadcast(Node node, String channel, Duration interval) {
        clock.scheduleAtFixedRate(
                () -> node.turbine().publish(channel, Integer.toString(++published)),
                0,
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Publishes nothing more. */
    void stop() {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
