package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.spi.PublicationLog.Outcome;
import dev.turbine.spi.PublicationLog.Page;
import dev.turbine.tck.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three servers that each keep the history: the one that leads is killed. */
@Tag("load")
@Timeout(120)
@SuppressWarnings("try") // to close a connection may be interrupted
class StreamClusterTest {
    private static final DurableHistory HISTORY =
            DurableHistory.of(1_000, Duration.ofHours(1)).replicas(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<NatsServer> servers = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path directory) {
        List<String> routes = IntStream.range(0, 3)
                .mapToObj(i -> "nats://127.0.0.1:" + NatsServer.freePort())
                .toList();
        for (int i = 0; i < 3; i++) {
            String own = routes.get(i);
            servers.add(NatsServer.start(
                    "-js",
                    "-sd",
                    directory.resolve("s" + i).toString(),
                    "-n",
                    "s" + i,
                    "--cluster_name",
                    "turbine",
                    "--cluster",
                    own,
                    "--routes",
                    routes.stream().filter(one -> !one.equals(own)).collect(Collectors.joining(","))));
        }
        await().atMost(PATIENCE)
                .until(() -> servers.stream().allMatch(server -> server.number("/varz", "routes") == 2));
    }

    @AfterEach
    void end() {
        servers.forEach(NatsServer::close);
    }

    @Test
    void whatIsAcknowledgedSurvivesItsLeaderAndAllNodesAreToldOfAGap() throws Exception {
        List<HistoryNode> nodes = new ArrayList<>();
        try {
            for (NatsServer server : servers) {
                nodes.add(new HistoryNode(server.url(), HISTORY));
            }
            HistoryNode publisher = nodes.get(0);
            await().atMost(PATIENCE)
                    .until(() -> publisher.append("news", "first").outcome() == Outcome.APPENDED);
            for (HistoryNode node : nodes) {
                node.follow("news");
                Page page = node.read("news", 0);
                assertThat(page.epoch()).isEqualTo(publisher.read("news", 0).epoch());
            }
            List<String> acknowledged = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                publisher.appended("news", "m" + i);
                acknowledged.add("m" + i);
            }
            int leader = leader();
            List<HistoryNode> others = new ArrayList<>(nodes);
            others.remove(leader);
            List<Integer> gaps = others.stream().map(node -> node.gaps.get()).toList();
            String epoch = publisher.read("news", 0).epoch();
            servers.get(leader).kill();
            HistoryNode survivor = others.get(0);
            await().atMost(PATIENCE)
                    .until(() -> survivor.append("news", "again").outcome() == Outcome.APPENDED);
            for (int i = 0; i < others.size(); i++) {
                HistoryNode node = others.get(i);
                int before = gaps.get(i);
                await().atMost(PATIENCE).until(() -> node.gaps.get() > before);
                Page page = node.read("news", 0);
                assertThat(page.epoch()).isEqualTo(epoch);
                assertThat(page.entries().stream().map(entry -> new String(entry.payload(), UTF_8)))
                        .containsAll(acknowledged);
                assertThat(page.complete()).isTrue();
            }
            survivor.appended("news", "end");
            for (HistoryNode node : others) {
                node.awaitText("end");
            }
        } finally {
            nodes.forEach(HistoryNode::close);
        }
    }

    private int leader() throws Exception {
        try (Connection connection = Nats.connect(servers.get(0).url())) {
            StreamInfo info = connection.jetStreamManagement().getStreamInfo("turbine-history");
            String name = Objects.requireNonNull(info.getClusterInfo()).getLeader();
            return Integer.parseInt(Objects.requireNonNull(name).substring(1));
        }
    }
}
