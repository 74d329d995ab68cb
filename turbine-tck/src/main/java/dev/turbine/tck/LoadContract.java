package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many sessions and many publications over real sockets: nothing is lost, doubled or out of order, and who is slow harms
 * nobody else. Takes about a minute and a half on two cores, and 10,000 file descriptors. It measures rates and times: the
 * tag {@code load} is there so that a build can run it when nothing else runs.
 */
@Tag("load")
public abstract class LoadContract extends TransportFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHANNEL = "load";
    private static final String FILL = "x".repeat(8 << 10);
    private static final int SOURCES = System.getProperty("os.name").equals("Linux") ? 8 : 1;

    /** One in so many of what is sent, for a server that would take minutes for all of it. */
    protected int share() {
        return 1;
    }

    /** The most bytes of heap that an idle session with one subscription may cost, its connection included. */
    protected int mostHeap() {
        return 10_000;
    }

    /** The most messages a second that are offered to each of 10,000 subscribers, beside whom somebody else is measured. */
    protected int broadcastRate() {
        return 100;
    }

    @Test
    void deliversEverythingInOrderToAThousandSessions() {
        OrderCheck check = new OrderCheck(1000);
        int messages = 10_000 / share();
        try (Node node = start(builder -> {});
                Swarm swarm = swarm(node, check)) {
            open(swarm, 1000);

            long start = System.currentTimeMillis();
            new PacedPublisher(node, CHANNEL, () -> check.slowest(0, 1000)).publish(messages, "");

            await().atMost(PATIENCE).until(() -> check.slowest(0, 1000) == messages);
            System.out.println("deliveries a second to 1,000 sessions, server and client in one process: "
                    + 1_000_000L * messages / Math.max(1, System.currentTimeMillis() - start));
            assertNothingMissed(check);
            assertThat(check.received()).isEqualTo(1000 * messages);
            assertLaw(node);
        }
    }

    @Test
    void showsEverySubscriberTheSameOrderWhoeverPublishes() throws InterruptedException {
        int publishers = 64;
        int each = 100;
        OrderRecord record = new OrderRecord(20, publishers * each);
        try (Node node = start(builder -> builder.limit(Limit.OUTBOUND_MESSAGES, publishers * each));
                Swarm swarm = swarm(node, record)) {
            open(swarm, 20);

            List<Thread> threads = IntStream.range(0, publishers)
                    .mapToObj(publisher -> new Thread(() -> publish(node, publisher, each)))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            await().atMost(PATIENCE).until(record::isComplete);
            assertThat(record.sameForAll()).isTrue();
            for (int publisher = 0; publisher < publishers; publisher++) {
                int from = publisher * each;
                assertThat(record.first()
                                .filter(number -> number >= from && number < from + each)
                                .boxed())
                        .hasSize(each)
                        .isSorted();
            }
        }
    }

    /** Half of them in process, half over HTTP; each waits for its reply before it goes on. */
    private static void publish(Node node, int publisher, int each) {
        try (RawHttp http = new RawHttp(node.base())) {
            for (int number = publisher * each; number < (publisher + 1) * each; number++) {
                String data = Integer.toString(number);
                if (publisher % 2 == 0) {
                    node.turbine().publish(CHANNEL, data).toCompletableFuture().join();
                } else {
                    http.send(RawRequest.publish(CHANNEL, data)).read(PATIENCE);
                }
            }
        }
    }

    @Test
    void aSessionThatNeverReadsHarmsNobodyElse() {
        OrderCheck check = new OrderCheck(21);
        try (Node node = start(builder -> {});
                Swarm swarm = swarm(node, check)) {
            open(swarm, 21);
            swarm.pause(20);
            long heapBefore = usedHeap();

            new PacedPublisher(node, CHANNEL, () -> check.slowest(0, 20)).publish(4000, FILL);

            await().atMost(PATIENCE).until(() -> check.slowest(0, 20) == 4000);
            assertNothingMissed(check);
            assertThat(total(node.turbine().stats().dropped())).isPositive();
            assertThat(node.turbine().stats().pendingBytes())
                    .isLessThanOrEqualTo(2 * Limit.OUTBOUND_BYTES.defaultValue());
            assertThat(usedHeap() - heapBefore).isLessThan(32 << 20);
            assertLaw(node);
        }
    }

    @Test
    void aSessionThatDoesNotReadForAWhileMissesNothingOfAChannelWithHistory() {
        OrderCheck check = new OrderCheck(21);
        try (Node node = start(builder -> builder.channels(
                                CHANNEL, ChannelOptions.none().history(4000, Duration.ofMinutes(5)))
                        .limit(Limit.CHANNEL_HISTORY_BYTES, 64 << 20)
                        .limit(Limit.NODE_HISTORY_BYTES, 256 << 20));
                Swarm swarm = swarm(node, check)) {
            open(swarm, 21);
            swarm.pause(20);

            new PacedPublisher(node, CHANNEL, () -> check.slowest(0, 20)).publish(4000, FILL);

            await().atMost(PATIENCE).until(() -> check.slowest(0, 20) == 4000);
            assertThat(check.slowest(20, 21)).isLessThan(4000);
            assertThat(node.turbine().stats().pendingBytes())
                    .isLessThanOrEqualTo(2 * Limit.OUTBOUND_BYTES.defaultValue());
            swarm.resume(20);
            await().atMost(PATIENCE).until(() -> check.slowest(20, 21) == 4000);
            assertNothingMissed(check);
            assertThat(node.turbine().stats().history()).containsEntry("lost", 0L);
            assertThat(node.turbine().stats().history().get("behind")).isPositive();
            assertLaw(node);
        }
    }

    @Test
    void closesTheSlowestSessionWhenTheNodesBuffersAreFull() {
        OrderCheck check = new OrderCheck(21);
        try (Node node = start(builder -> builder.limit(Limit.NODE_OUTBOUND_BYTES, 4 << 20)
                        .limit(Limit.OUTBOUND_BYTES, 1 << 30)
                        .limit(Limit.OUTBOUND_MESSAGES, 1 << 20));
                Swarm swarm = swarm(node, check)) {
            open(swarm, 21);
            swarm.pause(20);

            new PacedPublisher(node, CHANNEL, () -> check.slowest(0, 20)).publish(4000, FILL);

            await().atMost(PATIENCE).until(() -> check.slowest(0, 20) == 4000);
            await().atMost(PATIENCE).until(() -> node.turbine().stats().sessions() == 20);
            assertThat(node.turbine().stats().closed()).isEqualTo(Map.of(4001, 1L));
            assertNothingMissed(check);
            assertLaw(node);
        }
    }

    @Test
    void sessionsKilledInTheMiddleOfEverythingLeaveNothingBehind() {
        OrderCheck check = new OrderCheck(200);
        try (Node node = start(builder -> {});
                Swarm swarm = swarm(node, check)) {
            open(swarm, 200);
            AtomicInteger killed = new AtomicInteger();
            // Those that are still to be killed must not fall behind either: they would rightly miss some.
            PacedPublisher publisher = new PacedPublisher(
                    node, CHANNEL, () -> Math.min(check.slowest(0, 100), check.slowest(100 + killed.get(), 200)));

            for (int victim = 100; victim < 200; victim++) {
                publisher.publish(ThreadLocalRandom.current().nextInt(5, 30), "");
                swarm.kill(victim);
                killed.incrementAndGet();
            }

            await().atMost(PATIENCE).until(() -> check.slowest(0, 100) == publisher.published());
            await().atMost(PATIENCE).until(() -> node.turbine().stats().sessions() == 100);
            assertNothingMissed(check);
            assertThat(node.turbine().stats().subscriptions()).isEqualTo(100);
            assertLaw(node);
        }
    }

    @Test
    void thousandsOfVisitorsLeaveNothingBehind() {
        try (Node node = start(builder -> {});
                Swarm swarm = swarm(node, (session, payload) -> {})) {
            for (int first = 0; first < 20_000 / share(); first += 200) {
                for (int visitor = first; visitor < first + 200; visitor++) {
                    swarm.open(token(), List.of("hall", "room-" + visitor % 50, "desk-" + visitor));
                }
                swarm.awaitReady(PATIENCE);
                for (int visitor = first; visitor < first + 200; visitor++) {
                    if (visitor % 2 == 0) {
                        swarm.close(visitor);
                    } else {
                        swarm.kill(visitor);
                    }
                }
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                Stats stats = node.turbine().stats();
                assertThat(List.of(stats.sessions(), stats.subscriptions(), stats.channels(), stats.pending()))
                        .containsOnly(0L);
            });
        }
    }

    @Test
    void anIdleSubscribedSessionCostsLittle() {
        int sessions = 2000;
        try (Node node = start(builder -> {})) {
            SwarmProcess few = new SwarmProcess(node.base(), 200, 1, CHANNEL, token()); // loads what is loaded once
            long before = usedHeap();
            try (few;
                    SwarmProcess many = new SwarmProcess(node.base(), sessions, 1, CHANNEL, token())) {
                assertThat(many.report().inOrder()).isTrue();
                await().until(() -> node.turbine().stats().subscriptions() == sessions + 200);

                long each = (usedHeap() - before) / sessions;

                System.out.println("heap of an idle subscribed session: " + each + " bytes");
                assertThat(each).isLessThan(mostHeap());
            }
        }
    }

    /**
     * At half of what this machine carries a ping may wait for some broadcasts, not for a queue of them. How many milliseconds
     * that is depends on the machine, and is for the benchmarks to say.
     */
    @Test
    void aBroadcastToTenThousandSessionsHoldsNobodyUp() throws InterruptedException {
        int sessions = 10_000;
        int mostBroadcasts = 10;
        try (Node node = start(builder -> builder.limit(Limit.COMMAND_RATE, 10_000));
                SwarmProcess crowd = new SwarmProcess(node.base(), sessions, SOURCES, CHANNEL, token());
                Client client = node.connect(token())) {
            double offered = broadcastRate();
            Broadcast all = new Broadcast(node, CHANNEL, offered, 0);
            PingTimes.measure(client, Duration.ofSeconds(3)); // until the code is compiled
            long before = node.turbine().stats().sent();
            long start = System.nanoTime();
            PingTimes.measure(client, Duration.ofSeconds(3));
            double seconds = (System.nanoTime() - start) / 1e9;
            double carried = Math.min(offered, (node.turbine().stats().sent() - before) / seconds / sessions);
            int last = all.stop();
            awaitAllReceived(node, crowd);

            Stats soFar = node.turbine().stats();
            Broadcast half = new Broadcast(node, CHANNEL, carried / 2, last);
            PingTimes times = PingTimes.measure(client, Duration.ofSeconds(10));
            half.stop();
            awaitAllReceived(node, crowd);

            assertThat(crowd.report().inOrder()).isTrue();
            Stats stats = node.turbine().stats();
            long offers = stats.offered() - soFar.offered();
            long delivered = stats.delivered() - soFar.delivered();
            assertThat(delivered).as("of %d offered", offers).isGreaterThan(offers - delivered);
            assertLaw(node);
            Duration most = Duration.ofNanos((long) (mostBroadcasts * 1e9 / carried));
            assertThat(times.percentile(99))
                    .as("%s beside %.1f broadcasts a second", times, carried / 2)
                    .isLessThanOrEqualTo(most);
        }
    }

    private static void awaitAllReceived(Node node, SwarmProcess crowd) {
        await().atMost(PATIENCE)
                .until(() -> node.turbine().stats().pending() == 0
                        && crowd.report().received() == node.turbine().stats().sent());
    }

    private Swarm swarm(Node node, Swarm.Listener listener) {
        return new Swarm(node.base(), SOURCES, listener);
    }

    private void open(Swarm swarm, int sessions) {
        String token = token();
        for (int i = 0; i < sessions; i++) {
            swarm.open(token, List.of(CHANNEL));
        }
        swarm.awaitReady(PATIENCE);
    }

    private String token() {
        return tokens().token("user-1", Instant.now().plusSeconds(3600), List.of());
    }

    private static void assertNothingMissed(OrderCheck check) {
        assertThat(check.disorder()).isNull();
        assertThat(check.missed()).isZero();
    }

    /** What was offered was delivered or dropped, and what was delivered was sent or discarded. */
    private static void assertLaw(Node node) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Stats stats = node.turbine().stats();
            assertThat(stats.offered()).isEqualTo(stats.delivered() + total(stats.dropped()));
            assertThat(stats.delivered()).isEqualTo(stats.sent() + total(stats.discarded()) + stats.pending());
            assertThat(stats.faults()).isZero();
        });
    }

    private static long total(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
