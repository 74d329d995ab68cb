package dev.turbine.tck;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes rising numbers at a steady rate until it is stopped. */
final class Broadcast {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broadcast");
        thread.setDaemon(true); // also if a test fails before it is stopped
        return thread;
    });
    private final AtomicInteger last;

    /**
     * @param rate publications a second
     * @param last the number before its first
     */
    Broadcast(Node node, String channel, double rate, int last) {
        this.last = new AtomicInteger(last);
        clock.scheduleAtFixedRate(
                () -> node.turbine().publish(channel, Integer.toString(this.last.incrementAndGet())),
                0,
                (long) (TimeUnit.SECONDS.toNanos(1) / rate),
                TimeUnit.NANOSECONDS);
    }

    /** Publishes nothing more. Returns the last number. */
    int stop() {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last.get();
    }
}
