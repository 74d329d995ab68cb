package dev.turbine.benchmark.crowd;

import dev.turbine.benchmark.subject.Topology;
import dev.turbine.tck.Swarm;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The process of the clients: opens them, says {@code ready} with how long that took, and does what the lines of its
 * standard input say. It ends with them.
 */
final class CrowdMain {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private CrowdMain() {}

    /**
     * Base address, dialect, token, topology, how many clients from the last on are slow, bytes that each of those reads in
     * a tenth of a second.
     */
    public static void main(String[] args) throws IOException {
        Dialect dialect = Dialect.valueOf(args[1]);
        Topology topology = Topology.parse(args[3]);
        int slow = Integer.parseInt(args[4]);
        int sessions = topology.sessions();
        Arrivals arrivals = new Arrivals(sessions, topology.channels() == 1, sessions - slow);
        BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long start = System.nanoTime();
        try (Swarm swarm = new Swarm(
                URI.create(args[0]), dialect.path(), dialect.headers(), Math.max(1, sessions / 2000), arrivals)) {
            for (List<String> channels : topology.subscriptions()) {
                swarm.open(dialect.talk(args[2], channels));
            }
            swarm.awaitReady(PATIENCE);
            out.println("ready " + Duration.ofNanos(System.nanoTime() - start).toMillis());
            Slowness slowness = new Slowness(swarm, sessions - slow, sessions, Integer.parseInt(args[5]));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "slow" -> {
                        slowness.begin();
                        out.println("slow");
                    }
                    case "count" -> out.println("count " + arrivals.received());
                    case "report" -> out.println(arrivals.report());
                    default -> throw new IllegalArgumentException(line);
                }
            }
        }
        System.exit(0);
    }
}
