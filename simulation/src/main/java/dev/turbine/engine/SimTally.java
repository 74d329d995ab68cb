package dev.turbine.engine;

import dev.turbine.tck.check.Event.Outcome;
import dev.turbine.tck.check.Verdict;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What has come of several seeds. */
final class SimTally {
    private final long began = System.nanoTime();
    private final TreeMap<Long, String> failures = new TreeMap<>();
    private final LongAdder seeds = new LongAdder();
    private long published;
    private long delivered;
    private long subscribed;
    private long recovered;
    private long unrecovered;
    private long told;
    private long announced;
    private long pages;
    private long drained;
    private long late;
    private long heard;

    /**
     * Runs seeds one after another, as many at once as there are processors: worlds know nothing of each other.
     *
     * @param more whether a seed is run; where it is not there is an end
     */
    void run(long first, LongPredicate more) {
        AtomicLong next = new AtomicLong(first);
        Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (long seed = next.getAndIncrement(); more.test(seed); seed = next.getAndIncrement()) {
                    run(seed);
                }
            });
            threads[i].start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void run(long seed) {
        seeds.increment();
        try {
            SimWorld world = new SimWorld(seed);
            count(seed, world, world.run());
        } catch (RuntimeException | Error failure) {
            fail(seed, failure.toString());
        }
    }

    private synchronized void count(long seed, SimWorld world, Verdict verdict) {
        announced += world.announced;
        pages += world.pages;
        drained += world.drained;
        late += world.late;
        heard += world.heard;
        published += verdict.published(Outcome.ACKED);
        delivered += verdict.delivered();
        subscribed += verdict.subscribed();
        recovered += verdict.recovered();
        unrecovered += verdict.unrecovered();
        told += verdict.told();
        if (!verdict.isClean()) {
            fail(seed, verdict.toString());
        }
    }

    /** What fails first in so many seeds; null if nothing does. */
    static @Nullable String firstFailure(long seeds) {
        SimTally tally = new SimTally();
        tally.run(1, seed -> seed <= seeds && tally.failures() == 0);
        return tally.failures() == 0 ? null : tally.failures.firstEntry().getValue();
    }

    private synchronized void fail(long seed, String what) {
        failures.put(seed, "seed " + seed + ": " + what + "\n  again: bin/simulate --seed " + seed);
    }

    synchronized int failures() {
        return failures.size();
    }

    /** Whether enough happened for the absence of failures to say something. */
    boolean isBusy() {
        long seeds = seeds();
        return delivered > 300 * seeds
                && recovered > 3 * seeds
                && unrecovered > seeds / 2
                && told > seeds / 2
                && announced > 100 * seeds
                && pages > 3 * seeds
                && heard > 3 * seeds
                && late > seeds
                && drained > seeds / 2;
    }

    long seeds() {
        return seeds.sum();
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** One line of counts, and what failed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        failures.values().forEach(failure -> text.append(failure).append('\n'));
        return text.append(String.format(
                        Locale.ROOT,
                        "%d seeds in %.1f s (%.0f per second), %d failed; %d published, %d delivered, %d subscribed, of"
                                + " these %d recovered, %d not recovered, %d told to end; %d told who comes or goes; %d pages; %d nodes shut down; %d late answers; %d heard by"
                                + " listeners",
                        seeds(),
                        seconds(),
                        seeds() / seconds(),
                        failures.size(),
                        published,
                        delivered,
                        subscribed,
                        recovered,
                        unrecovered,
                        told,
                        announced,
                        pages,
                        drained,
                        late,
                        heard))
                .toString();
    }
}
