package dev.turbine.benchmark.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** How a number follows from what was measured; empty if something that it needs was not. */
interface Formula {
    /** Stands for the last of a scenario's x: the largest number, or a word. */
    String LAST = "*";

    OptionalDouble of(Medians medians);

    static Formula median(String scenario, String subject, String x, String metric) {
        return cell(scenario, subject, x, metric, Spread::median);
    }

    /** The highest of all rounds, for what must not happen in any. */
    static Formula most(String scenario, String subject, String x, String metric) {
        return cell(scenario, subject, x, metric, Spread::max);
    }

    /** The smallest of all: empty if one is missing, which could have been smaller. */
    static Formula least(List<Formula> all) {
        return medians -> {
            List<OptionalDouble> values =
                    all.stream().map(formula -> formula.of(medians)).toList();
            return values.stream().allMatch(OptionalDouble::isPresent)
                    ? values.stream().mapToDouble(OptionalDouble::getAsDouble).min()
                    : OptionalDouble.empty();
        };
    }

    default Formula over(Formula other) {
        return with(other, (a, b) -> a / b);
    }

    default Formula minus(Formula other) {
        return with(other, (a, b) -> a - b);
    }

    default Formula plus(Formula other) {
        return with(other, Double::sum);
    }

    private Formula with(Formula other, DoubleBinaryOperator operator) {
        return medians -> {
            OptionalDouble a = of(medians);
            OptionalDouble b = other.of(medians);
            if (a.isEmpty() || b.isEmpty()) {
                return OptionalDouble.empty();
            }
            double value = operator.applyAsDouble(a.getAsDouble(), b.getAsDouble());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        };
    }

    private static Formula cell(
            String scenario, String subject, String x, String metric, ToDoubleFunction<Spread> part) {
        return medians -> {
            List<String> xs = medians.xs(scenario);
            String place = x.equals(LAST) && !xs.isEmpty() ? xs.get(xs.size() - 1) : x;
            return medians.get(scenario, subject, place, metric).stream()
                    .mapToDouble(part)
                    .findFirst();
        };
    }
}
