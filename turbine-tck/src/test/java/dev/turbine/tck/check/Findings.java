package dev.turbine.tck.check;

import static org.assertj.core.api.Assertions.assertThat;

/** What the checker must say of a story, and must not. */
final class Findings {
    private Findings() {}

    static void assertClean(Story story) {
        Verdict verdict = story.verdict();
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }

    /** So many times this, and nothing else. */
    static void assertOnly(Story story, Violation expected, int times) {
        Verdict verdict = story.verdict();
        for (Violation violation : Violation.values()) {
            assertCounts(verdict, violation, violation == expected ? times : 0);
        }
        assertThat(verdict.isClean()).isFalse();
        assertThat(verdict.offenders(expected)).hasSizeBetween(1, times);
    }

    static void assertCounts(Verdict verdict, Violation violation, int times) {
        assertThat(verdict.count(violation)).as(violation + " in " + verdict).isEqualTo(times);
    }
}
