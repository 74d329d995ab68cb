package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.api.PublishResult;
import dev.turbine.api.Stats;
import dev.turbine.api.Subscription;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Authentication;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A whole node, its clients and its publishers in one thread: every step is drawn from one seed, so that a failure can be
 * run again. Shards run a round at a time, in any order, with anything happening between the rounds.
 */
final class SteppedNode {
    static final String ID = "stepped-000000000000";
    private static final long BROKER_TIMEOUT = 4_000;
    private static final long NODE_TIMEOUT = 3_000;
    private static final String[] CHANNELS = {"a", "b", "c", "d"};

    final SplittableRandom random;
    final ManualClock clock = new ManualClock();
    final Node node;
    private final TaskQueue authentication = new TaskQueue(5);
    private final TaskQueue callbacks = new TaskQueue(Integer.MAX_VALUE);
    private final List<SteppedClient> clients = new ArrayList<>();
    private final Map<String, Long> published = new HashMap<>();
    private final List<Subscription> listeners = new ArrayList<>();
    private final boolean lossless;
    private final @Nullable SteppedBroker broker;
    private final SteppedOthers others;
    private long accepted;
    private long deliveredByResults;
    private long results;

    SteppedNode(long seed) {
        random = new SplittableRandom(seed);
        lossless = random.nextBoolean();
        broker = random.nextBoolean() ? new SteppedBroker(random) : null;
        int shards = 1 + random.nextInt(3);
        Map<Limit, Long> limits = new HashMap<>();
        limits.put(Limit.SHARDS, (long) shards);
        limits.put(Limit.OUTBOUND_MESSAGES, lossless ? 100_000L : 1 + random.nextInt(4));
        limits.put(Limit.NODE_OUTBOUND_BYTES, lossless || random.nextBoolean() ? 1L << 30 : 300L * shards);
        limits.put(Limit.SUBSCRIPTIONS, 3L);
        limits.put(Limit.CONNECTIONS, 6L);
        limits.put(Limit.PUBLICATIONS_IN_FLIGHT, 20L);
        limits.put(Limit.COMMAND_BURST, 1L + random.nextInt(50));
        limits.put(Limit.BROKER_TIMEOUT, BROKER_TIMEOUT);
        limits.put(Limit.NODE_TIMEOUT, NODE_TIMEOUT);
        int knownNodes = random.nextBoolean() ? 100 : 1 + random.nextInt(3);
        limits.put(Limit.NODES, (long) knownNodes);
        limits.put(Limit.UNANSWERED_COMMANDS, 1L + random.nextInt(8));
        Limits set = new Limits(limits);
        node = new Node(new Node.Parts(
                "stepped",
                ID,
                set,
                new JsonProtocol(128, 255),
                new PublishRequest.Reader(128, 255),
                clock,
                credentials -> CompletableFuture.completedFuture(authenticate(credentials.token())),
                authentication,
                callbacks,
                null,
                broker,
                new Channels(Map.of())));
        node.setShards(IntStream.range(0, shards)
                .mapToObj(i -> new Shard(node, random.nextLong(), () -> {}))
                .toList());
        others = new SteppedOthers(node, clock, random, NODE_TIMEOUT, knownNodes);
        node.nodes.start();
    }

    private Authentication authenticate(String token) {
        if (random.nextInt(10) == 0) {
            return Authentication.invalid("as it comes");
        }
        Instant expiry = Instant.ofEpochMilli(Long.parseLong(token));
        return new Authentication.Accepted(new Identity("user", expiry, ChannelGrants.unrestricted()));
    }

    boolean isLossless() {
        return lossless;
    }

    /** Number of the newest publication on a channel. */
    long published(String channel) {
        return published.getOrDefault(channel, 0L);
    }

    void step() {
        switch (random.nextInt(32)) {
            case 0 -> openClient();
            case 1, 2, 3, 4, 5 -> anyClient(this::command);
            case 6, 7, 8 -> publish();
            case 9 -> publishFromElsewhere();
            case 10, 11, 12, 13, 14 -> anyClient(client -> client.finishWrite(random.nextInt(60) > 0));
            case 15, 16 -> authentication.runAny(random);
            case 17, 18, 19 -> callbacks.runAny(random);
            case 20 -> {
                if (broker != null) {
                    broker.confirmAny();
                }
            }
            case 21 -> rarely();
            case 22 -> {
                if (broker != null && random.nextInt(4) == 0) {
                    others.speak();
                }
            }
            default -> node.shards().get(random.nextInt(node.shards().size())).round();
        }
        checkLaw();
    }

    private void openClient() {
        if (clients.stream().filter(c -> !c.isClosed()).count() < 8) {
            long lifetime = random.nextInt(4) == 0 ? random.nextInt(20_000) : 10_000_000;
            SteppedClient client = new SteppedClient(this, clock.epochMillis() + lifetime);
            clients.add(client);
            client.open();
        }
    }

    private void command(SteppedClient client) {
        String[] methods = client.isConnected()
                ? new String[] {"subscribe", "subscribe", "subscribe", "unsubscribe", "ping", "nonsense", "connect"}
                : new String[] {"connect", "connect", "connect", "connect", "subscribe"};
        client.command(methods[random.nextInt(methods.length)], anyChannel());
    }

    private void publish() {
        Set<String> channels = new LinkedHashSet<>();
        channels.add(anyChannel());
        if (random.nextInt(4) == 0) {
            channels.add(anyChannel());
        }
        // One number for all, above all so far: each channel's numbers rise, and without holes if it is alone.
        boolean single = channels.size() == 1;
        if (lossless && !single) {
            return;
        }
        long number = channels.stream().mapToLong(this::published).max().orElseThrow() + 1;
        byte[] data = Long.toString(number).getBytes(StandardCharsets.UTF_8);
        boolean[] refused = new boolean[1];
        accepted += channels.size();
        node.publish(channels, data, null, result -> {
            refused[0] = !result.ok();
            if (result.ok()) {
                complete(result);
            }
        });
        if (refused[0]) {
            accepted -= channels.size();
        } else {
            channels.forEach(channel -> published.put(channel, number));
            results++;
        }
    }

    /** Another node publishes, if this one has room: otherwise the broker's thread would wait here. */
    private void publishFromElsewhere() {
        if (broker != null && node.permits.tryPublications(1, 100)) {
            node.permits.applied(1);
            node.permits.releasePublications(1, 100);
            String channel = anyChannel();
            long number = published(channel) + 1;
            published.put(channel, number);
            node.onPublication(channel, Long.toString(number).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void complete(PublishResult result) {
        deliveredByResults += result.delivered();
        results--;
    }

    private void rarely() {
        switch (random.nextInt(10)) {
            case 0 -> anyClient(SteppedClient::vanish);
            case 1 -> clock.advanceMillis(random.nextInt(3_000));
            case 2 -> node.disconnect("user", n -> {});
            case 3 -> listen();
            case 4 -> {
                if (!listeners.isEmpty()) {
                    listeners.remove(random.nextInt(listeners.size())).close();
                }
            }
            default -> anyClient(SteppedClient::pong);
        }
    }

    private void listen() {
        String channel = anyChannel();
        long from = published(channel);
        long[] newest = {from};
        listeners.add(node.subscribe(channel, publication -> {
            long number = Long.parseLong(publication.data());
            assertThat(number).as("order for listeners of " + channel).isGreaterThan(newest[0]);
            newest[0] = number;
        }));
    }

    private String anyChannel() {
        return CHANNELS[random.nextInt(CHANNELS.length)];
    }

    private void anyClient(Consumer<SteppedClient> action) {
        if (!clients.isEmpty()) {
            action.accept(clients.get(random.nextInt(clients.size())));
        }
    }

    /** Runs until nothing is left to do, also by what the broker has forgotten: everything promised has arrived. */
    void settle() {
        rest();
        others.check();
        if (broker != null) {
            long reports = broker.reports();
            // Twice: the calls of a moment wait for a timer that other calls have set.
            pass(BROKER_TIMEOUT);
            pass(BROKER_TIMEOUT);
            others.checkNoneIsLeft();
            assertThat(broker.hasLeft() || broker.reports() > reports)
                    .as("it says that it is there")
                    .isTrue();
        }
    }

    private void pass(long millis) {
        clock.advanceMillis(millis);
        rest();
    }

    private void rest() {
        for (int i = 0; i < 2_000; i++) {
            boolean busy = authentication.runAny(random) | callbacks.runAny(random);
            busy |= broker != null && broker.confirmAny();
            for (SteppedClient client : clients) {
                busy |= client.isWriting();
                client.finishWrite(true);
            }
            for (Shard shard : node.shards()) {
                busy |= shard.hasWork();
                shard.round();
            }
            if (!busy) {
                return;
            }
        }
        throw new AssertionError("does not come to rest");
    }

    void checkComplete() {
        checkLaw();
        if (lossless) {
            clients.stream().filter(c -> !c.isEnding()).forEach(SteppedClient::checkComplete);
        }
        Stats stats = node.stats();
        assertThat(results).as("every publication has a result").isZero();
        assertThat(stats.published()).isEqualTo(accepted);
        if (broker == null) {
            assertThat(stats.delivered()).as("results say what was delivered").isEqualTo(deliveredByResults);
        }
        assertThat(stats.sent()).isEqualTo(received());
        assertThat(stats.pending()).isZero();
        assertThat(stats.pendingBytes()).isZero();
        if (broker == null) {
            assertThat(stats.faults()).isZero();
        } else {
            assertThat(stats.faults()).isBetween(broker.leastFaults(), broker.mostFaults());
        }
    }

    /** Publications that clients received: a run in which there are none shows nothing. */
    long received() {
        return clients.stream().mapToLong(c -> c.received).sum();
    }

    /** Ends everything; nothing may be left. */
    void checkNothingLeaks() {
        clients.forEach(SteppedClient::vanish);
        listeners.forEach(Subscription::close);
        settle();
        boolean[] said = {false};
        node.nodes.leave(() -> said[0] = true);
        settle();
        assertThat(said[0]).isTrue();
        assertThat(broker == null || broker.hasLeft()).as("its last word").isTrue();
        Stats stats = node.stats();
        assertThat(stats.sessions()).as("sessions").isZero();
        assertThat(stats.subscriptions()).as("subscriptions").isZero();
        assertThat(stats.channels()).as("channels").isZero();
        for (Shard shard : node.shards()) {
            assertThat(shard.timers.size()).as("timers").isZero();
            for (String channel : CHANNELS) {
                assertThat(shard.subscribers.channel(channel)).isNull();
            }
        }
        assertThat(broker != null && broker.hasInterest()).as("interest").isFalse();
        assertThat(node.permits.areAllFree()).as("permits").isTrue();
    }

    private void checkLaw() {
        node.shards().forEach(shard -> shard.counters.publish());
        Stats stats = node.stats();
        long dropped = stats.dropped().values().stream().mapToLong(n -> n).sum();
        long discarded = stats.discarded().values().stream().mapToLong(n -> n).sum();
        long waiting = node.shards().stream()
                .flatMap(shard -> shard.sessions().stream())
                .mapToLong(Session::pendingPublications)
                .sum();
        assertThat(stats.offered()).isEqualTo(stats.delivered() + dropped);
        assertThat(stats.delivered()).isEqualTo(stats.sent() + discarded + stats.pending());
        assertThat(stats.pending()).isEqualTo(waiting);
    }
}
