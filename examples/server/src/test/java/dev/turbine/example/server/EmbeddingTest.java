package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.LinkStats;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.auth.jwt.JwtAuthenticator;
import dev.turbine.broker.nats.DurableHistory;
import dev.turbine.broker.nats.NatsBroker;
import dev.turbine.tck.NatsServer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the docs, compiled and run. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddingTest {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** As it is pasted: a program, which goes on serving. */
    @Test
    void embedsInAFewLines() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dport=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Embedded.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = program.inputReader()) {
            assertThat(new String[] {output.readLine(), output.readLine()})
                    .containsExactlyInAnyOrder("{\"text\":\"hello\"}", "delivered to 0 sessions");
            assertThat(program.waitFor(1, TimeUnit.SECONDS)).as("has ended").isFalse();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void joinsOtherNodesInAFewLinesMore() throws Exception {
        JwtAuthenticator authenticator = JwtAuthenticator.hmac("a secret of at least thirty-two bytes");
        try (NatsServer nats = NatsServer.start();
                Turbine first = node(authenticator, nats.url());
                Turbine second = node(authenticator, nats.url())) {
            first.subscribe("chat:lobby", publication -> log(publication.data()));
            await().until(() -> nats.subscriptions("acme") == 1);

            second.publish("chat:lobby", "1");

            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
        }
    }

    @Test
    void keepsAHistory() throws Exception {
        JwtAuthenticator authenticator = JwtAuthenticator.hmac("a secret of at least thirty-two bytes");
        Turbine.Builder builder = Turbine.builder().transport("jetty").port(0).authenticator(authenticator);
        // snippet: channels
        builder.channels(
                        "chat:*",
                        ChannelOptions.none()
                                .history(100, Duration.ofMinutes(5))
                                .joinLeave())
                .channels("prices:*", ChannelOptions.none().overflow(OverflowPolicy.CONFLATE));
        // end
        try (Turbine turbine = builder.start()) {
            turbine.publish("chat:lobby", "1").toCompletableFuture().get(10, TimeUnit.SECONDS);
            // snippet: history
            turbine.history("chat:lobby", null, 50)
                    .thenAccept(page -> page.publications().forEach(publication -> log(publication.data())));
            // end
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
        }
    }

    private static Turbine node(JwtAuthenticator authenticator, String url) {
        int port = 0;
        // snippet: embed-nats
        Turbine node = Turbine.builder()
                .transport("jetty")
                .port(port)
                .authenticator(authenticator)
                .broker(NatsBroker.builder().servers(url).prefix("acme").build())
                .start();
        // end
        return node;
    }

    @Test
    void keepsHistoryInJetStream(@TempDir Path store) {
        try (NatsServer nats = NatsServer.start("-js", "-sd", store.toString())) {
            String url = nats.url();
            // snippet: durable-history
            NatsBroker broker = NatsBroker.builder()
                    .servers(url)
                    .durable(DurableHistory.of(1_000, Duration.ofHours(1)))
                    .build();
            // end
            Turbine.Builder node = Turbine.builder()
                    .transport("jetty")
                    .port(0)
                    .authenticator(JwtAuthenticator.hmac("a secret of at least thirty-two bytes"))
                    .broker(broker);
            try (Turbine turbine = node.start()) {
                assertThat(turbine.stats().link().state()).isEqualTo(LinkStats.State.UP);
                assertThat(nats.number("/jsz", "streams")).isOne();
            }
        }
    }

    private void log(String line) {
        seen.add(line);
    }
}
