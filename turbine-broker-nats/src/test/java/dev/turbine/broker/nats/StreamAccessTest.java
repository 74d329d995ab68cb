package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker.Forwarding;
import dev.turbine.spi.PublicationLog.Outcome;
import dev.turbine.tck.NatsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With users that may do what the documentation names, and with one that may not. */
@Timeout(60)
class StreamAccessTest {
    private static final DurableHistory HISTORY = DurableHistory.of(100, Duration.ofHours(1));

    private NatsServer server = NatsServer.stopped();

    @BeforeEach
    void startServer(@TempDir Path directory) throws IOException {
        Path configuration = Files.writeString(directory.resolve("nats.conf"), """
                authorization { users: [
                  { user: ann, password: hush, permissions: {
                    publish: [ "turbine.>", "$JS.API.STREAM.INFO.turbine-history",
                               "$JS.API.STREAM.CREATE.turbine-history", "$JS.API.STREAM.MSG.GET.turbine-history",
                               "$JS.API.CONSUMER.CREATE.turbine-history", "$JS.API.CONSUMER.MSG.NEXT.turbine-history.*",
                               "$JS.API.CONSUMER.DELETE.turbine-history.*" ]
                    subscribe: "turbine.>"
                  } }
                  { user: bob, password: hush, permissions: { publish: "turbine.>", subscribe: "turbine.>" } }
                ] }
                """);
        server = NatsServer.start("-js", "-sd", directory.resolve("store").toString(), "-c", configuration.toString());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private String url(String user) {
        return "nats://" + user + ":hush@127.0.0.1:" + server.port();
    }

    @Test
    void thePermissionsOfTheDocumentationAreEnough() throws Exception {
        try (HistoryNode node = new HistoryNode(url("ann"), HISTORY)) {
            node.follow("news");
            long place = node.appended("news", "one");
            node.awaitText("one");
            assertThat(node.read("news", 0).top()).isEqualTo(place);
            for (int i = 0; i < 20; i++) {
                node.appended("news", "m" + i);
            }
            assertThat(node.read("news", 0).entries()).hasSize(21);
            assertThat(node.broker.stats().unknown()).isZero();
        }
    }

    @Test
    void withoutThemTheNodeServesAndSaysWhatIsMissing() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try (HistoryNode node = new HistoryNode(url("bob"), HISTORY)) {
            assertThat(node.broker.stats().state()).isEqualTo(LinkStats.State.UP);
            assertThat(node.append("news", "one").outcome()).isEqualTo(Outcome.NOT_APPENDED);
            await().until(() -> node.broker
                            .publish("plain", "1".getBytes(UTF_8))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                    == Forwarding.FORWARDED);
            await().until(() -> log.toString(UTF_8)
                    .contains("no history: JetStream does not answer (allow this node to publish to"
                            + " $JS.API.STREAM.*.turbine-history)"));
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(UTF_8)).doesNotContain("hush").doesNotContain("\tat ");
    }
}
