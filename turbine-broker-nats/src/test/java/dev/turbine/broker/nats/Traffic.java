package dev.turbine.broker.nats;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sources that publish at a steady rate, until it is stopped. */
final class Traffic {
    private final List<Thread> threads;
    private volatile boolean stopped;

    /** @param perSecond of each source */
    Traffic(List<Source> sources, int perSecond) {
        threads = sources.stream()
                .map(source -> new Thread(() -> run(source, 1_000_000_000L / perSecond), "traffic"))
                .toList();
        threads.forEach(Thread::start);
    }

    private void run(Source source, long interval) {
        long next = System.nanoTime();
        while (!stopped) {
            source.publish();
            next += interval;
            while (!stopped && next - System.nanoTime() > 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
