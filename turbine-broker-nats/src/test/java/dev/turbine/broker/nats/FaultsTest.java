package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.tck.FaultyProxy;
import dev.turbine.tck.NatsServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * What happens between nodes breaks under traffic. {@link Checker} says whether everybody was told the truth of it; that
 * their own subscribers go on receiving is part of it.
 */
@Tag("load")
class FaultsTest {
    private static final Duration CALM = Duration.ofMillis(1_500);
    private static final double NOTICED = 5; // seconds
    private static final double BACK = 5; // after the fault has ended

    private String test = "";
    private String times = "";

    @BeforeEach
    void name(TestInfo info) {
        test = info.getTestMethod().orElseThrow().getName();
    }

    private void note(String text, Object... values) {
        times += String.format(Locale.ROOT, text, values) + "; ";
    }

    @AfterEach
    void report() {
        System.out.println("fault " + test + ": " + times);
    }

    private void verify(Cluster cluster, NatsServer server) {
        cluster.end();
        note(Checker.check(cluster));
        long held = cluster.members.stream()
                .mapToLong(member -> member.turbine().stats().channels())
                .sum();
        assertThat(held).isEqualTo((long) Cluster.CHANNELS * cluster.members.size());
        await().untilAsserted(() -> assertThat(server.subscriptions("turbine")).isEqualTo(held));
    }

    @Test
    void theServerIsKilledAndStartedAgain() {
        try (NatsServer server = NatsServer.start();
                Cluster cluster = Cluster.of(server.url(), server.url(), server.url())) {
            cluster.begin();
            cluster.run(CALM);

            long killed = cluster.watch.fault();
            server.kill();
            note("away after %.2f s", cluster.awaitAllAway(killed));
            cluster.run(Duration.ofSeconds(2));
            long restarted = System.nanoTime();
            server.restart();
            double back = cluster.awaitAllBack(killed) - (restarted - killed) / 1e9;
            note("back %.2f s after its start", back);
            cluster.run(CALM);

            verify(cluster, server);
            assertThat(back).isLessThan(BACK);
        }
    }

    @Test
    void theServerIsFrozenForTenSeconds() {
        try (NatsServer server = NatsServer.start();
                Cluster cluster = Cluster.of(server.url(), server.url(), server.url())) {
            cluster.begin();
            cluster.run(CALM);

            long frozen = cluster.watch.fault();
            server.signal("STOP");
            double away = cluster.awaitAllAway(frozen);
            note("away after %.2f s", away);
            cluster.run(Duration.ofNanos(frozen + 10_000_000_000L - System.nanoTime()));
            long thawed = System.nanoTime();
            server.signal("CONT");
            double back = cluster.awaitAllBack(frozen) - (thawed - frozen) / 1e9;
            note("back %.2f s after it went on", back);
            cluster.run(CALM);

            verify(cluster, server);
            assertThat(away).isLessThan(NOTICED);
            assertThat(back).isLessThan(BACK);
        }
    }

    @Test
    void theLinkOfOneNodeIsSlowThenStallsThenEndsThenIsHalfOpen() {
        try (NatsServer server = NatsServer.start();
                FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.port());
                Cluster cluster = Cluster.of(server.url(), server.url(), "nats://127.0.0.1:" + proxy.port())) {
            cluster.begin();

            proxy.delay(Duration.ofMillis(100), Duration.ofMillis(100));
            cluster.run(Duration.ofSeconds(2));
            assertThat(cluster.watch.losses(2)).isZero();
            proxy.delay(Duration.ZERO, Duration.ZERO);
            note("slow: no fault");
            breakAndMend(cluster, "stalled", proxy::stall, proxy::restore);
            breakAndMend(cluster, "reset", proxy::reset, () -> {});
            breakAndMend(cluster, "half open", proxy::swallow, proxy::restore);

            verify(cluster, server);
            assertThat(cluster.watch.losses(0) + cluster.watch.losses(1)).isZero();
            assertThat(cluster.watch.losses(2)).isEqualTo(3);
        }
    }

    private void breakAndMend(Cluster cluster, String what, Runnable fault, Runnable end) {
        cluster.run(CALM);
        long broken = cluster.watch.fault();
        fault.run();
        double away = cluster.awaitAway(2, broken);
        long ended = System.nanoTime();
        end.run();
        double back = cluster.awaitBack(2, broken) - (ended - broken) / 1e9;
        note("%s: away after %.2f s, back %.2f s after its end", what, away, back);
        assertThat(away).isLessThan(NOTICED);
        assertThat(back).isLessThan(BACK);
    }

    @Test
    void aNodeIsKilled() {
        try (NatsServer server = NatsServer.start();
                NodeProcess victim = new NodeProcess(2, Cluster.CHANNELS, 400, server);
                Cluster cluster =
                        new Cluster(List.of(Member.start(0, server.url()), Member.start(1, server.url())), 3);
                Receivers atVictim = new Receivers(2, 3, victim.base(), 20, 3, Cluster.CHANNELS)) {
            atVictim.open(20, 4);
            await().until(() -> cluster.members.stream()
                    .allMatch(member -> member.turbine().nodes().size() == 3));
            cluster.begin();
            victim.begin();
            cluster.run(CALM);

            long killed = System.nanoTime();
            List<Numbered> forwarded = victim.kill();
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> cluster.members.stream()
                            .allMatch(member -> member.turbine().nodes().size() == 2));
            double gone = (System.nanoTime() - killed) / 1e9;
            note("gone from nodes() after %.2f s", gone);
            cluster.run(CALM);

            verify(cluster, server);
            assertThat(gone).isLessThan(Member.NODE_TIMEOUT.toMillis() / 1e3 + 1);
            assertThat(atVictim.fault()).isNull();
            assertThat(atVictim.total()).isPositive();
            assertThat(forwarded).hasSizeGreaterThan(100);
            for (Receivers own : cluster.receivers) {
                assertThat(forwarded)
                        .allMatch(one ->
                                own.count(one) == own.subscribers(one.channel()).size());
            }
            note("it was told of %d publications that they were forwarded, and all arrived", forwarded.size());
        }
    }
}
