package dev.turbine.tck;

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
 * The child process of {@link SwarmProcess}: opens sessions that check the order of what they receive, says {@code
 * ready}, and answers every line on its standard input with a report. It ends with its standard input.
 */
final class SwarmMain {
    private SwarmMain() {}

    /** Base address, number of sessions, number of source addresses, channel, token. */
    public static void main(String[] args) throws IOException {
        int sessions = Integer.parseInt(args[1]);
        OrderCheck check = new OrderCheck(sessions);
        BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (Swarm swarm = new Swarm(URI.create(args[0]), Integer.parseInt(args[2]), check)) {
            for (int i = 0; i < sessions; i++) {
                swarm.open(args[4], List.of(args[3]));
            }
            swarm.awaitReady(Duration.ofSeconds(60));
            out.println("ready");
            while (in.readLine() != null) {
                out.println("report " + check.received() + " " + check.missed() + " " + (check.disorder() == null) + " "
                        + check.slowest(0, sessions));
            }
        }
    }
}
