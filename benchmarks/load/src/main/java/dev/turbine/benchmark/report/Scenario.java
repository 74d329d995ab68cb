package dev.turbine.benchmark.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a scenario is shown.
 *
 * @param x what its variable is called
 * @param logX whether each step of the variable is a multiple of the one before
 * @param charts the metrics that a chart is drawn of
 * @param logCharts the same, on a scale of multiples
 */
record Scenario(String id, String title, String x, boolean logX, List<String> charts, List<String> logCharts) {
    private static final String CPU = "cpu_us";
    private static final String P99 = "p99_ms";
    private static final String RATE = "publications a second";
    private static final List<Scenario> KNOWN = List.of(
            new Scenario("fanout", "Fan-out", RATE, true, List.of(CPU), List.of(P99)),
            new Scenario("saturation", "Saturation", "load", false, List.of(CPU), List.of()),
            new Scenario("peers", "Peers", "load", false, List.of(CPU), List.of()),
            new Scenario("channels", "Many channels", RATE, true, List.of(CPU), List.of()),
            new Scenario("zipf", "Channels of very different sizes", RATE, true, List.of(CPU), List.of()),
            new Scenario("size", "Sessions", "sessions", true, List.of(CPU), List.of()),
            new Scenario("million", "A million channels", "channels", true, List.of(CPU), List.of()),
            new Scenario("payload", "Payloads", "bytes of a payload", true, List.of(), List.of(CPU)),
            new Scenario("history", "With a history", "load", false, List.of(CPU), List.of()),
            new Scenario("half", "Half of the load", "load", false, List.of(P99), List.of()),
            new Scenario("http", "Publishing over HTTP", "connections", true, List.of("ops_s"), List.of()),
            new Scenario("slow", "Slow clients", "clients that are slow", false, List.of(P99), List.of()),
            new Scenario("idle", "Idle sessions", "sessions", false, List.of("heap_b"), List.of()),
            new Scenario("ping", "Pings", "sessions", false, List.of("ping_p99_ms"), List.of()),
            new Scenario("start", "Start", "start", false, List.of("ready_ms"), List.of()));

    static Scenario of(String id) {
        return KNOWN.stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseGet(() -> new Scenario(id, id, "x", false, List.of(), List.of()));
    }

    Stream<String> allCharts() {
        return Stream.concat(charts.stream(), logCharts.stream());
    }

    boolean logs(String metric) {
        return logCharts.contains(metric);
    }
}
