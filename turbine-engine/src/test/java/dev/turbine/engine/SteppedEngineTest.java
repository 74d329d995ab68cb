package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Steps whole nodes from seeds. {@code -Dturbine.seeds=100000} runs so many, {@code -Dturbine.seed=42} runs that one again.
 */
class SteppedEngineTest {
    private static final int MIN_SEEDS = 2_000;
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int STEPS = 1_000;

    @Test
    void keepsOrderLawAndPromisesInEveryInterleaving() {
        Long only = Long.getLong("turbine.seed");
        if (only != null) {
            run(only);
            return;
        }
        Long wanted = Long.getLong("turbine.seeds");
        long end = System.nanoTime() + TIME.toNanos();
        long seed = 0;
        long received = 0;
        while (wanted != null ? seed < wanted : seed < MIN_SEEDS || System.nanoTime() < end) {
            received += run(seed++);
        }
        assertThat(received).as("publications received over %d seeds", seed).isGreaterThan(5 * seed);
        System.out.println("stepped engine: " + seed + " seeds, " + received + " publications received");
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
