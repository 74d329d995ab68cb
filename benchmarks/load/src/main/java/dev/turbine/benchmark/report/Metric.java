package dev.turbine.benchmark.report;

import java.util.List;
import java.util.Map;

/** What an id such as {@code p99_ms} is called, and its unit. */
record Metric(String id, String label, String unit) {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("cpu_us", "CPU time per delivered message"),
            Map.entry("deliveries_s", "deliveries a second"),
            Map.entry("ops_s", "requests a second"),
            Map.entry("p50_ms", "latency, median"),
            Map.entry("p99_ms", "latency, 99th percentile"),
            Map.entry("p999_ms", "latency, 99.9th percentile"),
            Map.entry("max_ms", "latency, highest"),
            Map.entry("missing", "missing"),
            Map.entry("dropped", "dropped"),
            Map.entry("heap_b", "heap for each session"),
            Map.entry("rss_b", "resident memory of the process"),
            Map.entry("ready_ms", "from the start to the first answer"),
            Map.entry("write_all_ms", "one write to every socket"));
    private static final List<String> ORDER = List.of(
            "cpu_us",
            "ops_s",
            "deliveries_s",
            "ready_ms",
            "write_all_ms",
            "p50_ms",
            "p99_ms",
            "p999_ms",
            "max_ms",
            "heap_b",
            "rss_b",
            "missing",
            "dropped");
    private static final Map<String, String> UNITS =
            Map.of("ns", "ns", "us", "µs", "ms", "ms", "s", "a second", "b", "bytes", "pct", "%");

    static Metric of(String id) {
        int end = id.lastIndexOf('_');
        String unit = UNITS.getOrDefault(id.substring(end + 1), "");
        String name = unit.isEmpty() || end < 0 ? id : id.substring(0, end);
        return new Metric(id, LABELS.getOrDefault(id, name.replace('_', ' ')), unit);
    }

    static int rank(String id) {
        int place = ORDER.indexOf(id);
        return place < 0 ? ORDER.size() : place;
    }

    /** The label with the unit, if the label does not have it already. */
    String title() {
        return unit.isEmpty() || label.contains(unit) ? label : label + ", " + unit;
    }
}
