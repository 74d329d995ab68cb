package dev.turbine.benchmark.report;

import java.util.OptionalDouble;

/** A claim that measurements can refute. */
record Bar(String name, Formula formula, Limit limit) {
    /** Two cells of a table: what was measured, and whether the claim holds. */
    String judge(Medians medians) {
        OptionalDouble measured = formula.of(medians);
        if (measured.isEmpty()) {
            return "not measured | –";
        }
        double value = measured.getAsDouble();
        String verdict = limit.holds(value) ? "yes" : limit.isAim() ? "not yet" : "**no**";
        return limit.withUnit(value) + " | " + verdict;
    }
}
