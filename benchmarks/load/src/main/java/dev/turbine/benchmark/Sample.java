package dev.turbine.benchmark;

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
}
