package dev.turbine.benchmark.subject;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Publishes in the server's process. At a fixed rate it never waits for the server: what is late because the server holds it
 * up counts from the moment at which it should have been sent. Without a rate it goes as fast as the server keeps up.
 */
final class Publisher {
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Subject subject;
    private final SplittableRandom random = new SplittableRandom(7);
    private int publications;
    private long deliveries;
    private Topology topology = Topology.oneChannel(0);
    private String[] names = {};
    private long[] subscribers = {};

    Publisher(Subject subject) {
        this.subject = subject;
    }

    /** Publications so far. */
    int publications() {
        return publications;
    }

    /** What those should have brought to the clients, over all of them. */
    long deliveries() {
        return deliveries;
    }

    /** @param rate publications a second; 0 for as many as the server keeps up with */
    void run(double rate, long millis, int bytes, Topology topology) {
        prepare(topology);
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        long due = start;
        for (int count = 1; due < end; count++) {
            await(rate == 0 ? 0 : due);
            publish(rate == 0 ? System.nanoTime() : due, bytes);
            due = rate == 0 ? System.nanoTime() : start + (long) (count * 1e9 / rate);
        }
        subject.flush();
    }

    private void publish(long moment, int bytes) {
        int channel = names.length == 1 ? 0 : random.nextInt(names.length);
        publications++;
        deliveries += subscribers[channel];
        subject.publish(names[channel], Payload.encode(moment, publications, bytes));
    }

    private void prepare(Topology wanted) {
        if (wanted.equals(topology)) {
            return;
        }
        topology = wanted;
        names = IntStream.range(0, wanted.channels())
                .mapToObj(Topology::channel)
                .toArray(String[]::new);
        subscribers = wanted.subscribers();
    }

    private void await(long due) {
        if (due == 0) {
            while (!subject.keepsUp()) {
                LockSupport.parkNanos(SHORT_NANOS);
            }
            return;
        }
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
