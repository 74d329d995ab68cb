package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Broker.Forwarding;
import dev.turbine.tck.FaultyProxy;
import dev.turbine.tck.NatsServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may join, and that nobody else does. */
@Timeout(60)
class NatsAccessTest {
    private static final NatsBrokerProvider PROVIDER = new NatsBrokerProvider();

    @Test
    void byToken() throws Exception {
        try (NatsServer server = NatsServer.start("--auth", "hush-token")) {
            joins(Map.of("servers", server.url(), "token", "hush-token"));
            joins(Map.of("servers", "nats://hush-token@127.0.0.1:" + server.port()));
            isRefused(Map.of("servers", server.url()));
            isRefused(Map.of("servers", "nats://hush-other@127.0.0.1:" + server.port()));
        }
    }

    @Test
    void byUserAndPassword() throws Exception {
        try (NatsServer server = NatsServer.start("--user", "ann", "--pass", "hush-pass")) {
            joins(Map.of("servers", server.url(), "user", "ann", "password", "hush-pass"));
            joins(Map.of("servers", "nats://ann:hush-pass@127.0.0.1:" + server.port()));
            isRefused(Map.of("servers", server.url(), "user", "ann", "password", "hush-wrong"));
        }
    }

    @Test
    void byCredentialsFile(@TempDir Path directory) throws Exception {
        Account account = Account.in(directory);
        try (NatsServer server = NatsServer.start("-c", account.configuration().toString())) {
            joins(Map.of(
                    "servers",
                    server.url(),
                    "credentials",
                    account.credentials().toString()));
            isRefused(Map.of("servers", server.url()));
        }
    }

    @Test
    void overTlsToTheHostOfTheCertificateAlone(@TempDir Path directory) throws Exception {
        Certificate certificate = Certificate.in(directory);
        try (NatsServer server = NatsServer.start(
                "--tls",
                "--tlscert",
                certificate.certificate().toString(),
                "--tlskey",
                certificate.key().toString())) {
            String named = "tls://localhost:" + server.port();
            String store = certificate.trustStore().toString();
            joins(Map.of("servers", named, "tls.truststore", store, "tls.password", Certificate.PASSWORD));
            assertThat(isRefused(Map.of("servers", named)))
                    .contains("TLS fails: ")
                    .contains("PKIX");
            assertThat(isRefused(Map.of("servers", server.url()))).contains("it wants TLS: write tls:// for nats://");
            assertThat(isRefused(Map.of(
                            "servers",
                            "tls://127.0.0.1:" + server.port(),
                            "tls.truststore",
                            store,
                            "tls.password",
                            Certificate.PASSWORD)))
                    .contains("TLS fails: ")
                    .contains("127.0.0.1");
        }
    }

    @Test
    void whyThereIsNoConnectionIsSaid() throws Exception {
        assertThat(isRefused(Map.of("servers", "nats://ann:hush@127.0.0.1:" + NatsServer.freePort())))
                .contains("nothing listens there");
        try (NatsServer server = NatsServer.start()) {
            assertThat(isRefused(Map.of("servers", "tls://127.0.0.1:" + server.port())))
                    .contains("it offers no TLS");
        }
        try (NatsServer server = NatsServer.start();
                FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.port())) {
            proxy.stall();
            assertThat(isRefused(Map.of("servers", "nats://127.0.0.1:" + proxy.port())))
                    .contains("it does not answer");
        }
    }

    @Test
    void onlyWithPermissionForAllUnderThePrefix(@TempDir Path directory) throws Exception {
        Path configuration = Files.writeString(directory.resolve("nats.conf"), """
                authorization { users: [
                  { user: ann, password: hush, permissions: { publish: "turbine.>", subscribe: "turbine.>" } }
                  { user: bob, password: hush, permissions: { publish: "turbine.>", subscribe: "other.>" } }
                  { user: eve, password: hush, permissions: { publish: "other.>", subscribe: "turbine.>" } }
                ] }
                """);
        try (NatsServer server = NatsServer.start("-c", configuration.toString())) {
            joins(Map.of("servers", server.url(), "user", "ann", "password", "hush"));
            for (String user : List.of("bob", "eve")) {
                assertThat(isRefused(Map.of("servers", server.url(), "user", user, "password", "hush")))
                        .contains("Permissions Violation")
                        .contains("publish and subscribe on turbine.>");
            }
        }
    }

    @Test
    void aChannelThatIsRefusedKeepsNoOtherOut(@TempDir Path directory) throws Exception {
        Path configuration = Files.writeString(directory.resolve("nats.conf"), """
                authorization { users: [ { user: ann, password: hush, permissions: {
                  publish: { allow: "turbine.>", deny: "turbine.c.secret" }
                  subscribe: { allow: "turbine.>", deny: "turbine.c.secret" }
                } } ] }
                """);
        try (NatsServer server = NatsServer.start("-c", configuration.toString())) {
            Map<String, String> settings = Map.of("servers", server.url(), "user", "ann", "password", "hush");
            Broker one = PROVIDER.create(settings);
            Broker two = PROVIDER.create(settings);
            RecordingListener heard = new RecordingListener();
            try {
                one.start(heard);
                two.start(new RecordingListener());
                one.subscribe("secret").toCompletableFuture().get(5, TimeUnit.SECONDS);
                one.subscribe("news").toCompletableFuture().get(5, TimeUnit.SECONDS);
                assertThat(publish(two, "secret")).isEqualTo(Forwarding.UNKNOWN);
                // What is sent right beside something that is refused is of unknown outcome as well.
                await().until(() -> publish(two, "news") == Forwarding.FORWARDED);
                await().until(() -> heard.publications.contains("news 1"));
                int before = heard.publications.size();

                server.kill();
                server.restart();
                await().until(() -> heard.gaps.get() > 0 && two.stats().state() == LinkStats.State.UP);
                assertThat(publish(two, "news")).isEqualTo(Forwarding.FORWARDED);
                await().until(() -> heard.publications.size() == before + 1);
                assertThat(one.stats().state()).isEqualTo(LinkStats.State.UP);
            } finally {
                one.close();
                two.close();
            }
        }
    }

    private static Forwarding publish(Broker broker, String channel) throws Exception {
        return broker.publish(channel, "1".getBytes(UTF_8))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    private static void joins(Map<String, String> settings) throws Exception {
        Broker one = PROVIDER.create(settings);
        Broker two = PROVIDER.create(settings);
        RecordingListener heard = new RecordingListener();
        try {
            one.start(heard);
            two.start(new RecordingListener());
            await().until(() ->
                    one.stats().state() == LinkStats.State.UP && two.stats().state() == LinkStats.State.UP);
            one.subscribe("news").toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(publish(two, "news")).isEqualTo(Forwarding.FORWARDED);
            await().until(() -> heard.publications.contains("news 1"));
        } finally {
            one.close();
            two.close();
        }
    }

    /** Stays alone, says so once without a secret, and does not hold up the start. Returns what it says. */
    private static String isRefused(Map<String, String> settings) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        Broker broker = PROVIDER.create(settings);
        try {
            long start = System.nanoTime();
            broker.start(new RecordingListener());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_500));
            await().during(Duration.ofMillis(800)).until(() -> broker.stats().state() == LinkStats.State.ALONE);
            assertThat(broker.stats().gaps()).isZero();
        } finally {
            broker.close();
            System.setErr(before);
        }
        return assertThat(log.toString(UTF_8))
                .containsOnlyOnce("cannot join through")
                .containsOnlyOnce("WARN")
                .doesNotContain("hush")
                .doesNotContain("\tat ")
                .actual();
    }
}
