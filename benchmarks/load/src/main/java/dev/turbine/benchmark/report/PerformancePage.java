package dev.turbine.benchmark.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the generated parts of {@code performance.md}, and its charts, from the result files beside it. */
public final class PerformancePage {
    private static final String PAGE = "performance.md";

    private final List<ResultFile> files;
    private final Map<String, String> charts = new LinkedHashMap<>();

    PerformancePage(List<ResultFile> files) {
        this.files = files;
    }

    /** Rewrites {@code performance.md} in the directory that is the only argument, from {@code performance/*.csv}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("the argument is the directory of " + PAGE);
        }
        write(Path.of(arguments[0]));
    }

    public static void write(Path docs) throws IOException {
        Path folder = Files.createDirectories(docs.resolve("performance"));
        List<ResultFile> files =
                list(folder, "*.csv").stream().map(ResultFile::open).toList();
        PerformancePage page = new PerformancePage(files);
        Files.writeString(docs.resolve(PAGE), page.fill(Files.readString(docs.resolve(PAGE))));
        for (Path old : list(folder, "*.svg")) {
            Files.delete(old); // or a chart of what is measured no more would stay
        }
        for (Map.Entry<String, String> chart : page.charts().entrySet()) {
            Files.writeString(folder.resolve(chart.getKey()), chart.getValue());
        }
    }

    /** The page with its parts written anew. A part is named {@code environment}, {@code bars}, or as a scenario. */
    String fill(String page) {
        MarkedText text = new MarkedText(page);
        List<String> names = text.names();
        for (String name : names) {
            text.replace(name, part(name, names));
        }
        return text.toString();
    }

    /** By the names of their files: those of the parts that were written. */
    Map<String, String> charts() {
        return charts;
    }

    private String part(String name, List<String> names) {
        return switch (name) {
            case "environment" -> files.isEmpty() ? "Nothing is measured yet." : Tables.environment(files);
            case "bars" -> Tables.bars(Bars.all(), files);
            case "others" -> others(names);
            default -> scenario(Scenario.of(name));
        };
    }

    /** What was measured and has no part of its own. */
    private String others(List<String> names) {
        List<String> parts = new ArrayList<>();
        files.stream()
                .flatMap(file -> file.medians().scenarios().stream())
                .distinct()
                .filter(id -> !names.contains(id))
                .forEach(id -> parts.add("### " + Scenario.of(id).title() + "\n\n" + scenario(Scenario.of(id))));
        return String.join("\n\n", parts);
    }

    private String scenario(Scenario scenario) {
        List<String> parts = new ArrayList<>();
        for (ResultFile file : files) {
            Medians medians = file.medians();
            if (!medians.subjects(scenario.id()).isEmpty()) {
                if (parts.isEmpty()) {
                    parts.addAll(images(file, medians, scenario));
                }
                if (files.size() > 1) {
                    parts.add("On " + file.title() + ":");
                }
                parts.add(Tables.scenario(medians, scenario));
            }
        }
        return parts.isEmpty() ? "Not measured." : String.join("\n\n", parts);
    }

    /** Charts are of the first file alone: the others say the same a second time, or the tables say where they do not. */
    private List<String> images(ResultFile file, Medians medians, Scenario scenario) {
        List<String> images = new ArrayList<>();
        scenario.allCharts()
                .filter(metric -> medians.metrics(scenario.id()).contains(metric))
                .forEach(metric -> {
                    String name = scenario.id() + "-" + metric.replace('_', '-') + ".svg";
                    String title = scenario.title() + ": " + Metric.of(metric).label() + (", " + file.title());
                    charts.put(name, Chart.of(medians, scenario, metric, title).draw());
                    images.add("![" + title + "](performance/" + name + ")");
                });
        return images;
    }

    private static List<Path> list(Path folder, String pattern) throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, pattern)) {
            List<Path> sorted = new ArrayList<>();
            paths.forEach(sorted::add);
            return sorted.stream().sorted().toList();
        }
    }
}
