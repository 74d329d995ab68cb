package dev.turbine.benchmark;

/** Takes what was measured. */
@FunctionalInterface
interface Results {
    void add(String scenario, String subject, String x, int round, String metric, double value);
}
