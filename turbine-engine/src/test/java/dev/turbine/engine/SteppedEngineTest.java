package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Steps whole nodes from seeds. {@code -Dturbine.seeds=100000} runs so many, {@code -Dturbine.seed=42} runs that one again.
 */
class SteppedEngineTest {
    private static final long SEEDS = 2_000;
    private static final int STEPS = 1_000;

    @Test
    void keepsOrderLawAndPromisesInEveryInterleaving() {
        Long only = Long.getLong("turbine.seed");
        if (only != null) {
            run(only);
            return;
        }
        long seeds = Long.getLong("turbine.seeds", SEEDS);
        // Each seed is a world of its own in one thread; several worlds go side by side.
        PrintStream log = System.err;
        System.setErr(
                new PrintStream(OutputStream.nullOutputStream())); // brokers and hosts fail on purpose all the time
        long received;
        try {
            received = LongStream.range(0, seeds)
                    .parallel()
                    .map(SteppedEngineTest::run)
                    .sum();
        } finally {
            System.setErr(log);
        }
        assertThat(received).as("publications received over %d seeds", seeds).isGreaterThan(5 * seeds);
        System.out.println("stepped engine: " + seeds + " seeds, " + received + " publications received");
    }

    private static long run(long seed) {
        try {
            SteppedNode world = new SteppedNode(seed);
            for (int i = 0; i < STEPS; i++) {
                world.step();
            }
            world.settle();
            world.checkComplete();
            world.checkNothingLeaks();
            return world.received();
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + "; run again with -Dturbine.seed=" + seed, failure);
        }
    }
}
