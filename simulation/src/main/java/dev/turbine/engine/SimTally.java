package dev.turbine.engine;

import dev.turbine.tck.check.Event.Outcome;
import dev.turbine.tck.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What has come of several seeds. */
final class SimTally {
    private final long began = System.nanoTime();
    private final List<String> failures = new ArrayList<>();
    private long seeds;
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

    /** Runs a seed. */
    void run(long seed) {
        seeds++;
        try {
            SimWorld world = new SimWorld(seed);
            Verdict verdict = world.run();
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
        } catch (RuntimeException | AssertionError failure) {
            fail(seed, failure.toString());
        }
    }

    /** What fails first in so many seeds; null if nothing does. */
    static @Nullable String firstFailure(long seeds) {
        SimTally tally = new SimTally();
        for (long seed = 1; seed <= seeds; seed++) {
            tally.run(seed);
            if (tally.failures() > 0) {
                return tally.failures.get(0);
            }
        }
        return null;
    }

    private void fail(long seed, String what) {
        failures.add("seed " + seed + ": " + what + "\n  again: bin/simulate --seed " + seed);
    }

    int failures() {
        return failures.size();
    }

    /** Whether enough happened for the absence of failures to say something. */
    boolean isBusy() {
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
        return seeds;
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** One line of counts, and what failed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        failures.forEach(failure -> text.append(failure).append('\n'));
        return text.append(String.format(
                        Locale.ROOT,
                        "%d seeds in %.1f s (%.0f per second), %d failed; %d published, %d delivered, %d subscribed, of"
                                + " these %d recovered, %d not recovered, %d told to end; %d told who comes or goes; %d pages; %d nodes shut down; %d late answers; %d heard by"
                                + " listeners",
                        seeds,
                        seconds(),
                        seeds / seconds(),
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
