package dev.turbine.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was measured, as Markdown. */
final class Tables {
    private Tables() {}

    /** A line for each key that a file has, and a column for each file. */
    static String environment(List<ResultFile> files) {
        Set<String> keys = new LinkedHashSet<>();
        files.forEach(file -> keys.addAll(file.header().keySet()));
        List<String> lines = new ArrayList<>();
        lines.add(line("", files.stream().map(ResultFile::title).toList()));
        lines.add("|---|" + "---|".repeat(files.size()));
        for (String key : keys) {
            List<String> cells = files.stream()
                    .map(file -> file.header().getOrDefault(key, "").replace("|", "\\|"))
                    .toList();
            lines.add(line(key, cells));
        }
        return String.join("\n", lines);
    }

    static String bars(List<Bar> bars, List<ResultFile> files) {
        List<String> columns = new ArrayList<>(List.of("claimed"));
        if (files.isEmpty()) {
            columns.addAll(List.of("measured", "held?"));
        }
        for (ResultFile file : files) {
            columns.addAll(List.of(file.title(), "held?"));
        }
        List<Medians> medians = files.isEmpty()
                ? List.of(Medians.of(List.of()))
                : files.stream().map(ResultFile::medians).toList();
        List<String> lines = new ArrayList<>(head("bar", columns));
        for (Bar bar : bars) {
            List<String> cells = new ArrayList<>(List.of(bar.limit().text()));
            medians.forEach(one -> cells.add(bar.judge(one)));
            lines.add(line(bar.name(), cells));
        }
        return String.join("\n", lines);
    }

    /** One table with a column for each metric; if there is more than one x, a table for each metric. */
    static String scenario(Medians medians, Scenario scenario) {
        String id = scenario.id();
        List<String> xs = medians.xs(id);
        List<String> shown = medians.metrics(id).stream()
                .filter(metric -> !isZero(medians, id, metric))
                .toList();
        List<String> zero = medians.metrics(id).stream()
                .filter(metric -> isZero(medians, id, metric))
                .map(metric -> Metric.of(metric).label())
                .toList();
        List<String> parts = new ArrayList<>();
        if (xs.size() == 1 && !shown.isEmpty()) {
            parts.add(byMetric(medians, id, xs.get(0), shown));
        } else {
            shown.forEach(metric -> parts.add(byX(medians, scenario, metric)));
        }
        if (!zero.isEmpty()) {
            parts.add("0 everywhere, in every round: " + String.join(", ", zero) + ".");
        }
        return String.join("\n\n", parts);
    }

    private static String byMetric(Medians medians, String id, String x, List<String> metrics) {
        List<String> titles =
                metrics.stream().map(metric -> Metric.of(metric).title()).toList();
        List<String> lines = new ArrayList<>(head(x.equals("-") ? "" : "at " + x(x), titles));
        for (String subject : medians.subjects(id)) {
            List<String> cells = metrics.stream()
                    .map(metric -> cell(medians, id, subject, x, metric))
                    .toList();
            lines.add(line(subject, cells));
        }
        return String.join("\n", lines);
    }

    private static String byX(Medians medians, Scenario scenario, String metric) {
        String id = scenario.id();
        List<String> xs = medians.xs(id).stream()
                .filter(x -> medians.subjects(id).stream()
                        .anyMatch(subject -> medians.get(id, subject, x, metric).isPresent()))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("**" + Metric.of(metric).title() + "**, by " + scenario.x() + ":\n");
        lines.addAll(head("", xs.stream().map(Tables::x).toList()));
        for (String subject : medians.subjects(id)) {
            List<String> cells =
                    xs.stream().map(x -> cell(medians, id, subject, x, metric)).toList();
            if (!cells.stream().allMatch(String::isEmpty)) {
                lines.add(line(subject, cells));
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isZero(Medians medians, String id, String metric) {
        return medians.subjects(id).stream()
                .flatMap(subject -> medians.xs(id).stream().flatMap(x -> medians.get(id, subject, x, metric).stream()))
                .allMatch(spread -> spread.min() == 0 && spread.max() == 0);
    }

    private static String cell(Medians medians, String id, String subject, String x, String metric) {
        return medians.get(id, subject, x, metric).map(Figures::of).orElse("");
    }

    private static String x(String x) {
        return Medians.isNumber(x) ? Figures.tick(Double.parseDouble(x)) : x;
    }

    private static List<String> head(String first, List<String> columns) {
        return List.of(line(first, columns), "|---|" + "--:|".repeat(columns.size()));
    }

    private static String line(String first, List<String> cells) {
        return "| " + first + " | " + String.join(" | ", cells) + " |";
    }
}
