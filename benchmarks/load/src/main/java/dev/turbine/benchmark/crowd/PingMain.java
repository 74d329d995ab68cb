package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Swarm;
import dev.turbine.tck.Talk;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * The process of one client that sends pings at a steady rate and says how long their answers took, from the moment at which
 * they should have been sent.
 */
final class PingMain {
    /** The default rate of commands, 50 a second, allows it. */
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long TAIL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private PingMain() {}

    /** Base address, token, milliseconds. */
    public static void main(String[] args) {
        Histogram latencies = new SynchronizedHistogram(TimeUnit.MINUTES.toMicros(1), 3);
        int count = (int) (TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2])) / INTERVAL_NANOS);
        long[] due = new long[count + 1];
        try (Swarm swarm = new Swarm(URI.create(args[0]), 1, (session, payload) -> {})) {
            int session = swarm.open(new Pinger(args[1], due, latencies));
            swarm.awaitReady(Duration.ofSeconds(10));
            long start = System.nanoTime();
            for (int i = 1; i <= count; i++) {
                due[i] = start + i * INTERVAL_NANOS;
                LockSupport.parkNanos(due[i] - System.nanoTime());
                swarm.send(session, "{\"id\":" + (Pinger.FIRST_ID + i) + ",\"method\":\"ping\"}");
            }
            LockSupport.parkNanos(TAIL_NANOS);
        }
        System.out.println("pings " + count + " " + latencies.getTotalCount() + " "
                + latencies.getValueAtPercentile(50) + " " + latencies.getValueAtPercentile(99) + " "
                + latencies.getMaxValue());
    }

    private static final class Pinger implements Talk {
        static final int FIRST_ID = 1_000_000;
        private static final int ID_AT = "{\"id\":".length();

        private final String token;
        private final long[] due;
        private final Histogram latencies;

        Pinger(String token, long[] due, Histogram latencies) {
            this.token = token;
            this.due = due;
            this.latencies = latencies;
        }

        @Override
        public void onOpen(Line line) {
            line.send("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token + "\"}}");
        }

        @Override
        public boolean onText(ByteBuffer payload, Line line) {
            int id = 0;
            for (int at = payload.position() + ID_AT; payload.get(at) != ','; at++) {
                id = id * 10 + payload.get(at) - '0';
            }
            if (id < FIRST_ID) {
                line.ready();
            } else {
                latencies.recordValue((System.nanoTime() - due[id - FIRST_ID]) / 1000);
            }
            return false;
        }
    }
}
