package dev.turbine.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Two commits, side by side. */
public final class Comparison {
    private static final List<String> METRICS = List.of("cpu_us", "p99_ms");
    private static final String LINE = "%-11s %8s  %-18s %-7s %12s %12s %7s";

    private Comparison() {}

    /** A line for each cell that was measured of both, whose subjects' names end with {@code @} and the commit. */
    public static String table(Medians medians, String a, String b) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, LINE, "scenario", "x", "subject", "metric", a, b, "ratio"));
        for (String scenario : medians.scenarios()) {
            for (String subject : medians.subjects(scenario)) {
                if (subject.endsWith("@" + a)) {
                    String name = subject.substring(0, subject.indexOf('@'));
                    lines.addAll(lines(medians, scenario, name, a, b));
                }
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> lines(Medians medians, String scenario, String name, String a, String b) {
        List<String> lines = new ArrayList<>();
        for (String x : medians.xs(scenario)) {
            for (String metric : METRICS) {
                Optional<Spread> first = medians.get(scenario, name + "@" + a, x, metric);
                Optional<Spread> second = medians.get(scenario, name + "@" + b, x, metric);
                if (first.isPresent() && second.isPresent()) {
                    double from = first.get().median();
                    double to = second.get().median();
                    lines.add(String.format(
                            Locale.ROOT,
                            LINE,
                            scenario,
                            x,
                            name,
                            metric,
                            Figures.of(from),
                            Figures.of(to),
                            Figures.of(to / from)));
                }
            }
        }
        return lines;
    }
}
