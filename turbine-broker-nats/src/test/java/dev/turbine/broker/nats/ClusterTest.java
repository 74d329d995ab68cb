package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.tck.NatsServer;
import dev.turbine.tck.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three nodes, many sessions, many publications: everybody gets everything once and in order, and the counters agree. */
@Tag("load")
class ClusterTest {
    private static final int NODES = 3;
    private static final int SESSIONS = 1_000;
    private static final int CHANNELS = 100;
    private static final int PUBLICATIONS = 20_000;
    private static final int OVER_HTTP = 500; // of each node's share
    private static final int AHEAD = 1_000; // that have no result yet

    private final List<Member> members = new ArrayList<>();
    private final List<Receivers> receivers = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<RawHttp> connections = new ArrayList<>();

    @Test
    void everySubscriberOfEveryNodeGetsEverythingOnceAndInOrder() throws InterruptedException {
        try (NatsServer server = NatsServer.start()) {
            try {
                start(server);
                try (LinkWatch watch = new LinkWatch(members)) {
                    run(watch);
                }
                assertThat(server.subscriptions("turbine")).isEqualTo(NODES * CHANNELS);
            } finally {
                connections.forEach(RawHttp::close);
                receivers.forEach(Receivers::close);
                members.forEach(Member::close);
            }
        }
    }

    private void start(NatsServer server) {
        for (int node = 0; node < NODES; node++) {
            members.add(Member.start(node, server.url()));
        }
        for (Member member : members) {
            int sessions = (SESSIONS + NODES - 1) / NODES;
            Receivers own = new Receivers(member.number(), NODES, member.base(), sessions, 2 * NODES, CHANNELS);
            own.open(sessions, 3);
            receivers.add(own);
            sources.add(Source.inProcess(member.number(), CHANNELS, member.turbine()));
        }
        for (Member member : members) {
            RawHttp http = new RawHttp(member.base());
            connections.add(http);
            sources.add(Source.overHttp(NODES + member.number(), CHANNELS, http));
        }
    }

    private void run(LinkWatch watch) throws InterruptedException {
        long start = System.nanoTime();
        List<Thread> threads = sources.stream()
                .map(source -> new Thread(
                        () -> publish(source, source.isOverHttp() ? OVER_HTTP : PUBLICATIONS / NODES - OVER_HTTP)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Receivers own : receivers) {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sources.stream()
                            .allMatch(source -> source.sent().stream().allMatch(one -> own.hasPassed(one.what))));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        await().until(() ->
                sources.stream().allMatch(source -> source.sent().stream().allMatch(Sent::isDone)));
        await().until(() ->
                members.stream().allMatch(member -> member.turbine().stats().pending() == 0));

        String seen = Checker.check(members, receivers, sources, watch);

        long sent = sources.stream().mapToLong(source -> source.sent().size()).sum();
        long received =
                members.stream().mapToLong(member -> member.link().received()).sum();
        assertThat(members).allMatch(member -> member.link().forwarded() > 0);
        assertThat(members.stream()
                        .mapToLong(member -> member.link().forwarded())
                        .sum())
                .isEqualTo(sent);
        assertThat(received).as("each of all but its own node").isEqualTo(sent * (NODES - 1));
        System.out.printf(
                "cluster of %d nodes, %d sessions: %.0f publications a second, %.0f over the broker; %s%n",
                NODES, SESSIONS, sent / seconds, received / seconds, seen);
    }

    private static void publish(Source source, int count) {
        for (int i = 0; i < count; i++) {
            Sent one = source.sent().size() < AHEAD
                    ? null
                    : source.sent().get(source.sent().size() - AHEAD);
            if (one != null && !one.isDone()) {
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Cluster.PATIENCE)
                        .until(one::isDone);
            }
            source.publish();
        }
    }
}
