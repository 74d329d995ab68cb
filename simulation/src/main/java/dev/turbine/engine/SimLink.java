package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node's broker, and its link to the server: what goes up and what comes down stays in order, and takes as long as the
 * world likes. A link that breaks loses what is on its way; a loss is reported as a gap, once everything arrives again.
 */
final class SimLink implements Broker, PublicationLog {
    /**
     * What the server sends.
     *
     * @param channel null for a broadcast, or a gap
     * @param payload null for a gap
     * @param entry null for what is only relayed
     */
    record Incoming(
            @Nullable String channel,
            byte @Nullable [] payload,
            @Nullable Entry entry) {
        static final Incoming GAP = new Incoming(null, null, null);
    }

    /** A call that has no answer yet, when it is too late for one, and what is answered if the link breaks. */
    private record Call<T>(
            CompletableFuture<T> answer,
            long until,
            @Nullable T ifBroken) {}

    private final SimServer server;
    private final SimClock clock;
    private final SimConfig config;
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private final Set<String> serverWanted = new HashSet<>();
    private final Set<String> serverFollowed = new HashSet<>();
    private final Queue<Runnable> up = new ArrayDeque<>();
    private final Queue<Runnable> answers = new ArrayDeque<>(); // these may overtake what is relayed
    private final List<Incoming> down = new ArrayList<>();
    private final List<Call<?>> calls = new ArrayList<>();
    private Broker.@Nullable Listener listener;
    private PublicationLog.@Nullable Listener logListener;
    private boolean connected = true;
    private int late;

    SimLink(SimServer server, SimClock clock, SimConfig config) {
        this.server = server;
        this.clock = clock;
        this.config = config;
        server.links.add(this);
    }

    // The server's side

    boolean isInterested(String channel) {
        return serverWanted.contains(channel);
    }

    boolean isFollowing(String channel) {
        return serverFollowed.contains(channel);
    }

    void arrive(Incoming incoming) {
        if (connected) {
            down.add(incoming);
        }
    }

    // The world's side

    boolean isConnected() {
        return connected;
    }

    /** Lets one thing reach the server. False if there is none. */
    boolean stepUp() {
        return runFirst(up);
    }

    /** Lets one answer reach the node. False if there is none. */
    boolean stepAnswers() {
        return runFirst(answers);
    }

    private static boolean runFirst(Queue<Runnable> queue) {
        Runnable next = queue.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** Lets one thing that is relayed reach the node. False if there is none, or the node has no room. */
    boolean stepDown(Node node) {
        if (down.isEmpty() || !hasRoom(node, down.get(0))) {
            return false;
        }
        deliver(down.remove(0));
        return true;
    }

    /** The broker's thread would wait for it; there is none here that could. */
    private static boolean hasRoom(Node node, Incoming incoming) {
        if (incoming.channel == null || incoming.payload == null) {
            return true;
        }
        if (!node.permits.tryPublications(1, incoming.payload.length)) {
            return false;
        }
        node.permits.applied(1);
        node.permits.releasePublications(1, incoming.payload.length);
        return true;
    }

    private void deliver(Incoming incoming) {
        if (listener == null) {
            return;
        }
        if (incoming.payload == null) {
            reportGap(listener);
        } else if (incoming.channel == null) {
            listener.onBroadcast(incoming.payload);
        } else if (incoming.entry == null) {
            listener.onPublication(incoming.channel, incoming.payload);
        } else if (logListener != null) {
            logListener.onAppended(incoming.channel, incoming.entry);
        }
    }

    /** Loses one publication that is on its way to the node, and says so some time later. */
    void lose(int which) {
        List<Incoming> publications =
                down.stream().filter(incoming -> incoming.channel != null).toList();
        if (!publications.isEmpty()) {
            Incoming lost = publications.get(which % publications.size());
            down.removeIf(incoming -> incoming == lost);
            down.add(Incoming.GAP);
        }
    }

    /** Loses what is on its way from a log that is not there any more. */
    void startAfresh() {
        down.removeIf(incoming -> incoming.entry != null);
        arrive(Incoming.GAP);
    }

    /** Loses everything that is on its way, in both directions. */
    void cut() {
        connected = false;
        up.clear();
        answers.clear();
        down.clear();
        serverWanted.clear();
        serverFollowed.clear();
        List<Call<?>> open = List.copyOf(calls);
        calls.clear();
        open.forEach(this::fail);
    }

    private <T> void fail(Call<T> call) {
        answer(call, call.ifBroken);
    }

    private <T> void answer(Call<T> call, @Nullable T value) {
        late += clock.nanos() >= call.until ? 1 : 0;
        call.answer.complete(value);
    }

    /** How many calls had no answer in time. */
    int late() {
        return late;
    }

    void mend() {
        connected = true;
        serverWanted.addAll(wanted);
        serverFollowed.addAll(followed);
        down.add(Incoming.GAP);
    }

    private void reportGap(Broker.Listener listener) {
        listener.onGap();
        if (config.log() && logListener != null) {
            logListener.onGap();
        }
    }

    /** The node is dead, or has no more to say. */
    void forget() {
        cut();
        server.links.remove(this);
    }

    // The node's side

    @Override
    public void start(Broker.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void start(PublicationLog.Listener listener) {
        this.logListener = listener;
    }

    @Override
    public @Nullable PublicationLog log() {
        return config.log() ? this : null;
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        if (!wanted.add(channel)) {
            throw new IllegalStateException("subscribed to already: " + channel);
        }
        return this.<Void>ask(
                server -> {
                    serverWanted.add(channel);
                    return null;
                },
                null,
                null);
    }

    @Override
    public void unsubscribe(String channel) {
        if (!wanted.remove(channel)) {
            throw new IllegalStateException("not subscribed to: " + channel);
        }
        tell(() -> serverWanted.remove(channel));
    }

    @Override
    public CompletionStage<Void> follow(String channel) {
        if (!followed.add(channel)) {
            throw new IllegalStateException("followed already: " + channel);
        }
        return this.<Void>ask(
                server -> {
                    serverFollowed.add(channel);
                    return null;
                },
                null,
                null);
    }

    @Override
    public void unfollow(String channel) {
        if (!followed.remove(channel)) {
            throw new IllegalStateException("not followed: " + channel);
        }
        tell(() -> serverFollowed.remove(channel));
    }

    @Override
    public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        if (connected && server.isFull()) {
            return CompletableFuture.completedFuture(Forwarding.NOT_FORWARDED);
        }
        return ask(
                server -> {
                    server.relay(this, channel, payload);
                    return Forwarding.FORWARDED;
                },
                Forwarding.NOT_FORWARDED,
                Forwarding.UNKNOWN);
    }

    @Override
    public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
        return ask(
                server -> new Appended(Outcome.APPENDED, server.append(channel, payload, key)),
                new Appended(Outcome.NOT_APPENDED, 0),
                new Appended(Outcome.UNKNOWN, 0));
    }

    @Override
    public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
        return this.<Page>ask(
                server -> server.isReadable() ? server.read(channel, after, limit, newest) : null, null, null);
    }

    @Override
    public void broadcast(byte[] payload) {
        tell(() -> server.broadcast(this, payload));
    }

    private <T> CompletionStage<T> ask(
            Function<SimServer, @Nullable T> question, @Nullable T ifAway, @Nullable T ifBroken) {
        if (!connected) {
            return CompletableFuture.completedFuture(ifAway);
        }
        long until = clock.nanos() + config.limits().nanos(Limit.BROKER_TIMEOUT);
        Call<T> call = new Call<>(new CompletableFuture<>(), until, ifBroken);
        calls.add(call);
        up.add(() -> {
            T answer = question.apply(server);
            if (config.slow() && server.forgets()) {
                calls.remove(call);
                late++;
                return;
            }
            answers.add(() -> {
                calls.remove(call);
                answer(call, answer);
            });
        });
        return call.answer;
    }

    private void tell(Runnable word) {
        if (connected) {
            up.add(word);
        }
    }

    @Override
    public LinkStats stats() {
        return LinkStats.NONE;
    }

    @Override
    public void close() {
        while (stepUp()) {} // what was handed in is sent
        forget();
    }
}
