package dev.turbine.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static Plan plan(long seed) {
        return Plan.of(new Random(seed), 300_000, 3, 3);
    }

    @Test
    void followsFromItsSeed() {
        assertThat(plan(7)).isEqualTo(plan(7)).isNotEqualTo(plan(8));
    }

    @Test
    void hasEveryKindAboutAsOften() {
        for (Fault.Kind kind : Fault.Kind.values()) {
            assertThat(plan(7).count(kind)).as(kind.label()).isBetween(5L, 10L);
        }
    }

    @Test
    void hasEveryKindAlsoInTheShortestRun() {
        long millis = Plan.leastSeconds() * 1_000L;
        for (long seed = 0; seed < 1_000; seed++) {
            Plan shortest = Plan.of(new Random(seed), millis, 3, 1);
            assertThat(Fault.Kind.values()).as("seed " + seed).allMatch(kind -> shortest.count(kind) > 0);
        }
    }

    @Test
    void doesOneThingAtATimeWithEachNodeAndWithNats() {
        List<Fault> faults = plan(7).faults();
        for (Fault one : faults) {
            for (Fault other : faults) {
                boolean same = one.kind().ofNats() == other.kind().ofNats()
                        && (one.kind().ofNats() || one.target() == other.target());
                boolean apart = one.endMillis() < other.atMillis() || other.endMillis() < one.atMillis();
                assertThat(one == other || !same || apart)
                        .as(one + " and " + other)
                        .isTrue();
            }
        }
    }
}
