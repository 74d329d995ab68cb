package dev.turbine.tck;

import java.time.Duration;
import java.util.Arrays;

/** How long a session waits for the replies to its pings, in order of length. */
record PingTimes(long[] nanos) {
    private static final int PAUSE_MILLIS = 5;

    /** Sends one ping after another, a few milliseconds apart. */
    static PingTimes measure(Client client, Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        long[] nanos = new long[(int) (duration.toMillis() / PAUSE_MILLIS) + 1];
        int count = 0;
        while (System.nanoTime() < end && count < nanos.length) {
            long start = System.nanoTime();
            client.sendText("{\"id\":" + count + ",\"method\":\"ping\"}");
            Node.expect("{\"id\":" + count + ",\"result\":{\"pong\":true}}", client.receive(Node.PATIENCE));
            nanos[count++] = System.nanoTime() - start;
            Thread.sleep(PAUSE_MILLIS); // the rate of the measurement
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new PingTimes(sorted);
    }

    Duration percentile(double percent) {
        return Duration.ofNanos(nanos[(int) Math.min(nanos.length - 1, nanos.length * percent / 100)]);
    }

    @Override
    public String toString() {
        return nanos.length + " pings: p50 " + percentile(50) + ", p99 " + percentile(99) + ", max " + percentile(100);
    }
}
