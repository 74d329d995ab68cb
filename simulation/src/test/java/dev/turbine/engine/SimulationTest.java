package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Runs worlds from seeds until a minute is over, and at least 2,000: {@code -Dsimulation.seconds=3600} goes on longer. A
 * failing one says how to see it again.
 */
final class SimulationTest {
    private static final long LEAST = 2_000;

    @Test
    void keepsEveryPromiseInEveryWorld() {
        long seconds = Long.getLong("simulation.seconds", 60);
        SimTally tally = new SimTally();
        tally.run(1, seed -> tally.failures() < 5 && (seed <= LEAST || tally.seconds() < seconds));
        System.out.println("simulation: " + tally);
        assertThat(tally.failures()).as(tally.toString()).isZero();
        assertThat(tally.seeds()).isGreaterThanOrEqualTo(LEAST);
        assertThat(tally.isBusy()).as("there is something to see: " + tally).isTrue();
    }

    @Test
    void theSameSeedIsTheSameRun() {
        for (long seed = 1; seed <= 50; seed++) {
            assertThat(journal(seed)).as("seed " + seed).isEqualTo(journal(seed));
        }
    }

    private static String journal(long seed) {
        SimWorld world = new SimWorld(seed);
        world.run();
        return world.journal.text();
    }
}
