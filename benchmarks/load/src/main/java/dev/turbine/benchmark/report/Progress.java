package dev.turbine.benchmark.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One measurement as a line that is read while the next is on its way. */
public final class Progress {
    private Progress() {}

    /** @param rows what was measured of one subject at once */
    public static String line(List<Row> rows) {
        Row first = rows.get(0);
        String metrics = rows.stream()
                .filter(row -> !isNothingLost(row))
                .sorted(Comparator.comparingInt(row -> Metric.rank(row.metric())))
                .map(Progress::metric)
                .collect(Collectors.joining("  "));
        return String.format(
                Locale.ROOT, "  round %d  %-24s %8s  %s", first.round(), first.subject(), first.x(), metrics);
    }

    private static boolean isNothingLost(Row row) {
        return row.value() == 0 && Metric.of(row.metric()).unit().isEmpty();
    }

    private static String metric(Row row) {
        Metric metric = Metric.of(row.metric());
        return String.format(Locale.ROOT, "%s %8s %-8s", metric.name(), Figures.of(row.value()), metric.unit())
                .stripTrailing();
    }
}
