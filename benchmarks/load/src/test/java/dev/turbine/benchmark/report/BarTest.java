package dev.turbine.benchmark.report;

import static dev.turbine.benchmark.report.Formula.LAST;
import static dev.turbine.benchmark.report.Formula.least;
import static dev.turbine.benchmark.report.Formula.median;
import static dev.turbine.benchmark.report.Formula.most;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    private static final Medians MEDIANS = Medians.of(List.of(
            new Row("fanout", "a", "50", 1, "cpu_us", 6),
            new Row("fanout", "b", "50", 1, "cpu_us", 3),
            new Row("fanout", "zero", "50", 1, "cpu_us", 0),
            new Row("fanout", "a", "100", 1, "dropped", 0),
            new Row("fanout", "a", "100", 2, "dropped", 0),
            new Row("fanout", "a", "100", 3, "dropped", 7)));
    private static final Formula A = median("fanout", "a", "50", "cpu_us");
    private static final Formula B = median("fanout", "b", "50", "cpu_us");
    private static final Formula ABSENT = median("fanout", "c", "50", "cpu_us");

    @Test
    void holdsARatioAgainstItsLimit() {
        assertThat(judge(A.over(B), Limit.atMost(2, "×"))).isEqualTo("2× | yes");
        assertThat(judge(A.over(B), Limit.atMost(1.999, "×"))).isEqualTo("2× | **no**");
        assertThat(judge(A.over(B), Limit.atMost(1.5, "×").aim())).isEqualTo("2× | not yet");
        assertThat(judge(A.minus(B), Limit.atLeast(3, "ms"))).isEqualTo("3 ms | yes");
    }

    @Test
    void whatIsMissingIsNotMeasured() {
        assertThat(judge(A.over(ABSENT), Limit.atMost(2, "×"))).isEqualTo("not measured | –");
        assertThat(judge(ABSENT.minus(A), Limit.atMost(2, "×"))).isEqualTo("not measured | –");
        assertThat(judge(least(List.of(A, ABSENT)), Limit.atMost(2, "×"))).isEqualTo("not measured | –");
        assertThat(judge(A.over(median("fanout", "zero", "50", "cpu_us")), Limit.atMost(2, "×")))
                .isEqualTo("not measured | –");
        assertThat(Bars.all())
                .allSatisfy(bar -> assertThat(bar.judge(Medians.of(List.of()))).startsWith("not measured"));
    }

    @Test
    void whatMustNotHappenCountsInEveryRound() {
        assertThat(judge(median("fanout", "a", LAST, "dropped"), Limit.none())).isEqualTo("0 | yes");
        assertThat(judge(most("fanout", "a", LAST, "dropped"), Limit.none())).isEqualTo("7 | **no**");
    }

    @Test
    void aMissDoesNotLookLikeTheLimit() {
        assertThat(Limit.atMost(1.1, "×").withUnit(1.1004)).isEqualTo("1.10040×");
        assertThat(Limit.atMost(1.1, "×").text()).isEqualTo("≤ 1.1×");
    }

    private static String judge(Formula formula, Limit limit) {
        return new Bar("bar", formula, limit).judge(MEDIANS);
    }
}
