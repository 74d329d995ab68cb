package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker.Forwarding;
import dev.turbine.tck.NatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a broker joins, and what becomes of it otherwise. */
@Timeout(60)
class NatsLinkTest {
    private static final int CHANNELS = 45_000;

    @Test
    void manyChannelsAreBackAfterARestartAndAfterAFreeze() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            NatsBroker broker = NatsBroker.builder().servers(server.url()).build();
            NatsBroker other = NatsBroker.builder().servers(server.url()).build();
            RecordingListener heard = new RecordingListener();
            try {
                broker.start(heard);
                other.start(new RecordingListener());
                CompletableFuture.allOf(IntStream.range(0, CHANNELS)
                                .mapToObj(i -> broker.subscribe("c" + i).toCompletableFuture())
                                .toArray(CompletableFuture[]::new))
                        .get(20, TimeUnit.SECONDS);
                server.kill();
                server.restart();
                isBackInFull(server, broker, other, heard, 1);

                server.signal("STOP");
                await().until(() -> broker.stats().state() == LinkStats.State.AWAY);
                server.signal("CONT");
                isBackInFull(server, broker, other, heard, 2);
            } finally {
                broker.close();
                other.close();
            }
        }
    }

    private static void isBackInFull(
            NatsServer server, NatsBroker broker, NatsBroker other, RecordingListener heard, int gaps) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> heard.gaps.get() == gaps && other.stats().state() == LinkStats.State.UP);
        assertThat(broker.stats().state()).isEqualTo(LinkStats.State.UP);
        assertThat(server.number("/varz", "subscriptions")).isGreaterThan(CHANNELS);
        for (int i = 0; i < CHANNELS; i += CHANNELS / 10) {
            String last = "c" + i + " after " + gaps;
            other.publish("c" + i, ("after " + gaps).getBytes(UTF_8));
            await().until(() -> heard.publications.contains(last));
        }
    }

    /** While a new wire is joined slice by slice, channels come and go as ever. */
    @Test
    void aChannelThatComesWhileOthersAreBeingJoinedIsConfirmedItself() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            NatsBroker broker = NatsBroker.builder().servers(server.url()).build();
            NatsBroker other = NatsBroker.builder().servers(server.url()).build();
            RecordingListener heard = new RecordingListener();
            try {
                for (int i = 0; i < CHANNELS; i++) {
                    broker.subscribe("c" + i);
                }
                other.start(new RecordingListener());
                CompletionStage<Void> last =
                        broker.subscribe("c" + (CHANNELS - 1)); // its turn comes with the last slice
                broker.start(heard);
                last.toCompletableFuture().get(10, TimeUnit.SECONDS);
                await().until(() -> broker.stats().state() == LinkStats.State.UP);
                broker.subscribe("c" + (CHANNELS - 1)).toCompletableFuture().get(10, TimeUnit.SECONDS);
                other.publish("c" + (CHANNELS - 1), "1".getBytes(UTF_8));
                await().until(() -> heard.publications.size() == 1);
            } finally {
                broker.close();
                other.close();
            }
        }
    }

    @Test
    void whoIsRefusedAgainAndAgainTriesLessAndLessOften(@TempDir Path directory) throws Exception {
        Path configuration = Files.writeString(
                directory.resolve("nats.conf"),
                "authorization { users: [ { user: ann, password: secret, permissions: { publish: \"other.>\" } } ] }");
        try (NatsServer server = NatsServer.start("-c", configuration.toString())) {
            NatsBroker broker = NatsBroker.builder()
                    .servers(server.url())
                    .user("ann", "secret")
                    .build();
            broker.start(new RecordingListener());
            long start = System.nanoTime();
            await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - start > 13_000_000_000L);
            broker.close();
            assertThat(server.number("/varz", "total_connections")).isBetween(6L, 25L);
        }
    }

    @Test
    void noThreadKeepsTheJvmAliveAndNoneIsLeft() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (NatsServer server = NatsServer.start()) {
            NatsBroker broker = NatsBroker.builder().servers(server.url()).build();
            broker.start(new RecordingListener());
            assertThat(threadsSince(before)).isNotEmpty().allMatch(Thread::isDaemon);
            broker.close();
            await().untilAsserted(() -> assertThat(threadsSince(before)).isEmpty());
        }
    }

    private static Set<Thread> threadsSince(Set<Thread> before) {
        Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
        now.removeAll(before);
        now.removeIf(thread -> !thread.isAlive()
                || thread.getName().startsWith("process reaper")
                || thread.getName().startsWith("awaitility"));
        return now;
    }

    @Test
    void aBrokerIsStartedOnce() {
        NatsBroker broker = NatsBroker.builder()
                .servers("nats://127.0.0.1:" + NatsServer.freePort())
                .build();
        broker.start(new RecordingListener());
        assertThatIllegalStateException().isThrownBy(() -> broker.start(new RecordingListener()));
        broker.close();
        assertThatIllegalStateException().isThrownBy(() -> broker.start(new RecordingListener()));
    }

    @Test
    void whatIsHandedInHasAnEndWithoutAStart() throws Exception {
        NatsBroker broker = NatsBroker.builder().build();
        CompletionStage<Void> subscribed = broker.subscribe("news");
        broker.close();
        subscribed.toCompletableFuture().get(1, TimeUnit.SECONDS);
        assertThat(broker.publish("news", new byte[1]).toCompletableFuture().get(1, TimeUnit.SECONDS))
                .isEqualTo(Forwarding.NOT_FORWARDED);
        broker.subscribe("news").toCompletableFuture().get(1, TimeUnit.SECONDS);
    }
}
