package dev.turbine.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one measurement has shown.
 *
 * @param deliveries publications that clients have received
 * @param missing publications that they should have received and did not, or received twice
 * @param dropped deliveries that the server says it has dropped
 * @param seconds from the first publication to the last delivery
 * @param cpuMicros processor time of the server's process for each delivery
 * @param publicationMillis time for each publication
 */
record Sample(
        long publications,
        long deliveries,
        long missing,
        long dropped,
        double seconds,
        double cpuMicros,
        double publicationMillis,
        double p50Millis,
        double p99Millis,
        double maxMillis) {
    boolean isComplete() {
        return missing == 0 && dropped == 0;
    }

    /** By the names that result files have for them. The map may be added to. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("cpu_us", cpuMicros);
        metrics.put("deliveries_s", deliveries / seconds);
        metrics.put("p50_ms", p50Millis);
        metrics.put("p99_ms", p99Millis);
        metrics.put("max_ms", maxMillis);
        metrics.put("missing", (double) missing);
        metrics.put("dropped", (double) dropped);
        return metrics;
    }
}
