package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.tck.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers that are one cluster, and three nodes that know all of them: one server ends, at once or in peace. */
@Tag("load")
class ServersTest {
    private static final Duration CALM = Duration.ofMillis(1_500);

    /** Until servers know what the others' clients want, after these have said it to theirs. Far more than it takes. */
    private static final long PROPAGATION = 1_000_000_000L;

    private static final long UNDER_WAY = 200_000_000L;

    private final List<NatsServer> servers = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        Path config = Files.writeString(
                directory.resolve("nats.conf"), "lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"1s\"\n");
        List<String> routes = IntStream.range(0, 3)
                .mapToObj(i -> "nats://127.0.0.1:" + NatsServer.freePort())
                .toList();
        for (String own : routes) {
            servers.add(NatsServer.start(
                    "-c",
                    config.toString(),
                    "--cluster_name",
                    "turbine",
                    "--cluster",
                    own,
                    "--routes",
                    routes.stream().filter(one -> !one.equals(own)).collect(Collectors.joining(","))));
        }
        await().until(() -> servers.stream().allMatch(server -> server.number("/varz", "routes") == 2));
    }

    @AfterEach
    void end() {
        servers.forEach(NatsServer::close);
    }

    @Test
    void nodesGoToAnotherServerWhenTheirsIsKilled() {
        run("killed", NatsServer::kill);
    }

    @Test
    void nodesGoToAnotherServerWhenTheirsIsGoingToStop() {
        run("lame duck", server -> server.signal("USR2"));
    }

    private void run(String what, Consumer<NatsServer> fault) {
        String[] urls = servers.stream().map(NatsServer::url).toArray(String[]::new);
        List<Member> members = IntStream.range(0, 3)
                .mapToObj(number -> Member.start(number, urls))
                .toList();
        try (Cluster cluster = new Cluster(members)) {
            List<LinkWatch.Window> handovers = new ArrayList<>();
            long start = System.nanoTime();
            cluster.awaitCrossing();
            handovers.add(new LinkWatch.Window(-1, start, System.nanoTime()));
            cluster.begin();
            cluster.run(CALM);

            NatsServer victim = servers.stream()
                    .max(Comparator.comparing(server -> server.number("/varz", "connections")))
                    .orElseThrow();
            long nodes = victim.number("/varz", "connections");
            long broken = cluster.watch.fault();
            fault.accept(victim);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Cluster.PATIENCE)
                    .until(() -> members.stream()
                                    .filter(member -> !Double.isNaN(cluster.watch.back(member.number(), broken)))
                                    .count()
                            == nodes);
            double back = (System.nanoTime() - broken) / 1e9;
            handovers.add(new LinkWatch.Window(-1, broken - UNDER_WAY, System.nanoTime() + PROPAGATION));
            cluster.run(Duration.ofNanos(PROPAGATION).plus(CALM));

            cluster.end();
            String seen = Checker.check(cluster, handovers);
            System.out.printf("server of %d nodes %s: all elsewhere after %.2f s; %s%n", nodes, what, back, seen);
            assertThat(back).isLessThan(5);
            servers.remove(victim);
            await().untilAsserted(() -> assertThat(servers.stream()
                            .mapToLong(server -> server.subscriptions("turbine"))
                            .sum())
                    .isEqualTo(3L * Cluster.CHANNELS));
            victim.close();
        }
    }
}
