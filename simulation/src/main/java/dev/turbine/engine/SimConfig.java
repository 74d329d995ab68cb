package dev.turbine.engine;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.tck.check.ChannelKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What kind of world a seed makes. Every trouble is in some worlds only: where all of them are in all, each hides what the
 * others would show.
 *
 * @param clients how many clients there are at once
 * @param nodes how many nodes there are
 * @param broker whether something is between them; always, if there is more than one
 * @param log whether it keeps the history of channels
 * @param lossy whether links between nodes and broker break, and lose what is on its way
 * @param crashes whether nodes do
 * @param drains whether nodes are shut down, and others started in their place
 * @param slow whether what is between the nodes answers late, or never, so that calls to it time out
 * @param crowded whether outbound buffers are small, so that slow clients fill them
 * @param trimmed whether histories are short, by number, bytes or time
 * @param jumps whether the clock makes leaps
 * @param shortLived whether tokens run out
 * @param present whether some channels know who is there, and tell who comes and goes
 * @param hosts whether code of the nodes' own processes listens to channels
 * @param pages whether clients read histories page by page
 */
record SimConfig(
        int clients,
        int nodes,
        boolean broker,
        boolean log,
        boolean lossy,
        boolean crashes,
        boolean drains,
        boolean slow,
        boolean crowded,
        boolean trimmed,
        boolean jumps,
        boolean shortLived,
        boolean present,
        boolean hosts,
        boolean pages,
        Limits limits,
        int historySize,
        Duration historyTtl) {
    static final List<String> CHANNELS =
            List.of("plain1", "plain2", "oldest", "close", "latest", "latest2", "history1", "history2", "history3");

    static final List<String> HISTORIES =
            CHANNELS.stream().filter(channel -> channel.startsWith("history")).toList();

    private static final int FEW = 12; // they meet each other's troubles more often than many do
    private static final int MANY = 300;
    private static final int WORLDS_WITH_MANY = 200; // one in so many

    static SimConfig of(long seed, SplittableRandom random) {
        int mode = random.nextInt(5);
        boolean broker = mode > 0;
        boolean crowded = random.nextInt(3) == 0;
        boolean trimmed = random.nextInt(3) == 0;
        boolean present = random.nextInt(2) == 0;
        boolean drains = random.nextInt(4) == 0;
        boolean slow = broker && random.nextInt(4) == 0;
        boolean hosts = random.nextInt(3) == 0;
        boolean pages = random.nextInt(3) == 0;
        Map<Limit, Long> limits = new HashMap<>();
        limits.put(Limit.SHARDS, 1L + random.nextInt(2));
        limits.put(Limit.OUTBOUND_MESSAGES, crowded ? 1L + random.nextInt(6) : 100_000L);
        limits.put(Limit.NODE_OUTBOUND_BYTES, crowded && random.nextInt(4) == 0 ? 2_000L : 1L << 30);
        limits.put(Limit.NODE_HISTORY_BYTES, trimmed && random.nextInt(3) == 0 ? 6_000L : 1L << 30);
        limits.put(Limit.CHANNEL_HISTORY_BYTES, trimmed && random.nextInt(3) == 0 ? 1_000L : 1L << 30);
        limits.put(Limit.HISTORY_PAGE, 1L + random.nextInt(10));
        limits.put(Limit.LISTENER_QUEUE, crowded ? 1L + random.nextInt(6) : 100_000L);
        limits.put(Limit.SUBSCRIPTIONS, 32L);
        limits.put(Limit.PUBLICATIONS_IN_FLIGHT, 40L);
        limits.put(Limit.COMMAND_BURST, 100_000L);
        limits.put(Limit.COMMAND_RATE, 100_000L);
        limits.put(Limit.UNANSWERED_COMMANDS, 1L + random.nextInt(8));
        limits.put(
                Limit.BROKER_TIMEOUT,
                slow ? 100L + random.nextInt(900) : Duration.ofDays(1).toMillis());
        limits.put(Limit.NODE_TIMEOUT, present && random.nextBoolean() ? 300L : 5_000L);
        limits.put(Limit.SILENCE_TIMEOUT, Duration.ofDays(1).toMillis());
        limits.put(Limit.CONNECT_TIMEOUT, Duration.ofDays(1).toMillis());
        return new SimConfig(
                seed % WORLDS_WITH_MANY == 0 ? MANY : FEW,
                broker ? 2 + random.nextInt(2) : 1,
                broker,
                mode > 2,
                broker && random.nextInt(2) == 0,
                random.nextInt(3) == 0,
                drains,
                slow,
                crowded,
                trimmed,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                present,
                hosts,
                pages,
                new Limits(limits),
                trimmed ? 1 + random.nextInt(8) : 10_000,
                trimmed && random.nextInt(3) == 0 ? Duration.ofMillis(500) : Duration.ofHours(1));
    }

    /** Whether something happens after which a client may be told that it missed something. */
    boolean mayLose() {
        boolean startsAfresh = lossy && crashes;
        return trimmed || (log ? startsAfresh : lossy || crashes || drains || crowded);
    }

    /** Whether what other nodes publish may be missed where nothing makes up for it: a subscription holds without the broker. */
    private boolean mayBeAlone() {
        return lossy || slow;
    }

    /** Whether the other nodes are sure to have what a node said that it has forwarded. */
    boolean forwards(String channel) {
        return !slow || kind(channel) == ChannelKind.DURABLE;
    }

    Channels channels() {
        ChannelOptions none = ChannelOptions.none();
        Map<String, ChannelOptions> patterns = new LinkedHashMap<>();
        patterns.put("oldest", none.overflow(OverflowPolicy.DROP_OLDEST));
        patterns.put("close", none.overflow(OverflowPolicy.CLOSE));
        ChannelOptions some = present ? none.joinLeave() : none;
        patterns.put("plain1", some);
        patterns.put("latest*", some.overflow(OverflowPolicy.CONFLATE));
        patterns.put("history*", some.history(historySize, historyTtl));
        return new Channels(patterns);
    }

    boolean hasPresence(String channel) {
        return present && (channel.equals("plain1") || channel.startsWith("latest") || channel.startsWith("history"));
    }

    /** What the channel promises in such a world. */
    ChannelKind kind(String channel) {
        if (channel.startsWith("history")) {
            return log ? ChannelKind.DURABLE : ChannelKind.HISTORY;
        }
        if (channel.startsWith("latest")) {
            return crowded ? ChannelKind.LOSSY : ChannelKind.LATEST;
        }
        if (crowded && !channel.equals("close")) {
            return ChannelKind.LOSSY;
        }
        return mayBeAlone() ? ChannelKind.LOCAL : ChannelKind.LOSSLESS;
    }

    /**
     * What it promises to code of a node's own process.
     *
     * @param known whether it is clear that what other nodes publish arrives there, which such code is not told
     */
    ChannelKind hostKind(String channel, boolean known) {
        boolean durable = kind(channel) == ChannelKind.DURABLE;
        if (crowded || durable && mayLose()) {
            return ChannelKind.LOSSY;
        }
        return known && (durable || !mayBeAlone()) ? ChannelKind.LOSSLESS : ChannelKind.LOCAL;
    }
}
