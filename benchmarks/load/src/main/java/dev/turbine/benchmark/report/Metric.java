package dev.turbine.benchmark.report;

import java.util.List;
import java.util.Map;

/**
 * What an id such as {@code p99_ms} is called, and its unit.
 *
 * @param name the id without its unit
 * @param label what a reader is told
 */
record Metric(String id, String name, String label, String unit) {
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
            Map.entry("rss_b", "resident memory for each session"),
            Map.entry("connects_s", "clients that connect and subscribe, a second"),
            Map.entry("connect_cpu_us", "CPU time for each client that connects and subscribes"),
            Map.entry("ping_p50_ms", "answer to a ping, median"),
            Map.entry("ping_p99_ms", "answer to a ping, 99th percentile"),
            Map.entry("pings_lost", "pings without an answer"),
            Map.entry("failed", "requests without success"),
            Map.entry("rate", "highest rate, publications a second"),
            Map.entry("ready_ms", "from the start until it takes connections"),
            Map.entry("write_all_ms", "one write to every socket"));
    private static final List<String> ORDER = List.of(
            "cpu_us",
            "ops_s",
            "deliveries_s",
            "ready_ms",
            "write_all_ms",
            "rate",
            "ping_p50_ms",
            "ping_p99_ms",
            "p50_ms",
            "p99_ms",
            "p999_ms",
            "max_ms",
            "heap_b",
            "rss_b",
            "connects_s",
            "connect_cpu_us",
            "missing",
            "dropped",
            "failed",
            "pings_lost");
    private static final Map<String, String> UNITS =
            Map.of("ns", "ns", "us", "µs", "ms", "ms", "s", "a second", "b", "bytes", "pct", "%");

    static Metric of(String id) {
        int end = id.lastIndexOf('_');
        String unit = end < 0 ? "" : UNITS.getOrDefault(id.substring(end + 1), "");
        String name = (unit.isEmpty() ? id : id.substring(0, end)).replace('_', ' ');
        return new Metric(id, name, LABELS.getOrDefault(id, name), unit);
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
