package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.LinkStats;
import dev.turbine.api.NodeInfo;
import dev.turbine.api.Publication;
import dev.turbine.api.PublishResult;
import dev.turbine.api.SessionListener;
import dev.turbine.api.Stats;
import dev.turbine.api.Subscription;
import dev.turbine.engine.protocol.PresenceReport;
import dev.turbine.engine.protocol.Protocol;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Connection;
import dev.turbine.spi.PublicationLog;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the shards of a node share, and the ways in. Starts no threads: {@link Engine} brings them, or a test steps the
 * shards itself. Thread-safe.
 */
public final class Node implements Broker.Listener {
    private static final Logger log = LoggerFactory.getLogger(Node.class);

    /** What a node is made of, beside its shards. */
    record Parts(
            String name,
            String id,
            Limits limits,
            Protocol protocol,
            PublishRequest.Reader publications,
            Clock clock,
            Authenticator authenticator,
            Executor authentication,
            Executor callbacks,
            @Nullable SessionListener listener,
            @Nullable Broker broker,
            Channels channels) {}

    final String name;
    final Limits limits;
    final Channels channels;
    final Protocol protocol;
    private final PublishRequest.Reader publications;
    final Clock clock;
    final Executor callbacks;
    final Permits permits;
    final NodeCounters counters = new NodeCounters();
    final Events events;
    final Authentications authentications;
    final @Nullable Relay relay;
    final Nodes nodes;
    private final ChannelQueries queries = new ChannelQueries(this);

    private List<Shard> shards = List.of();
    private final AtomicInteger nextShard = new AtomicInteger();
    private final AtomicLong nextSession = new AtomicLong();
    private volatile boolean draining;

    Node(Parts parts) {
        name = parts.name;
        limits = parts.limits;
        channels = parts.channels;
        protocol = parts.protocol;
        publications = parts.publications;
        clock = parts.clock;
        callbacks = callback -> parts.callbacks.execute(() -> guard(callback));
        permits = new Permits(limits);
        relay = parts.broker == null ? null : new Relay(this, parts.broker);
        nodes = new Nodes(this, parts.id);
        events = new Events(this, parts.listener);
        authentications = new Authentications(this, parts.authenticator, parts.authentication);
    }

    /** Gives the node its shards, before anything else happens. */
    void setShards(List<Shard> shards) {
        this.shards = List.copyOf(shards);
    }

    List<Shard> shards() {
        return shards;
    }

    /** The shard that a channel is at home on. */
    Shard home(String channel) {
        int hash = channel.hashCode();
        return shards.get(Math.floorMod(hash ^ hash >>> 16, shards.size()));
    }

    /**
     * Takes in a connection that has been opened. Every connection gets a session; one too many is closed as its first
     * act.
     */
    public Connection.Listener open(Connection connection) {
        Shard shard = shards.get(Math.floorMod(nextShard.getAndIncrement(), shards.size()));
        boolean permitted = permits.tryConnection();
        Session session = new Session(nextSession.incrementAndGet(), shard, connection, permitted);
        session.post(shard::open);
        return new SessionInlet(session, this);
    }

    /** Whether one more connection may be opened. */
    public boolean hasRoom() {
        return permits.connectionsLeft();
    }

    /**
     * Publishes data that was checked before.
     *
     * @param key names this publication among those of its channel, so that a second attempt is not a second publication;
     *     null for none. Only for channels that have a history
     * @param done called once: at once if refused, otherwise on the callback executor
     */
    public void publish(Collection<String> channels, byte[] data, @Nullable String key, Consumer<PublishResult> done) {
        if (channels.isEmpty()) {
            done.accept(PublishResult.accepted(0, true));
            return;
        }
        if (key != null
                && !channels.stream()
                        .allMatch(channel -> this.channels.of(channel).hasHistory())) {
            done.accept(PublishResult.refused(400, "an idempotency key needs a channel with history"));
            return;
        }
        if (data.length > limits.get(Limit.DATA_BYTES)) {
            done.accept(PublishResult.refused(413, "data too large"));
            return;
        }
        long bytes = (long) data.length * channels.size(); // each channel's message holds a copy
        if (bytes > Integer.MAX_VALUE || !permits.tryPublications(channels.size(), (int) bytes)) {
            done.accept(PublishResult.refused(503, "overloaded"));
            return;
        }
        // Looked at with the permits in hand: a shutdown that has begun waits for them, or is seen here.
        if (draining) {
            permits.applied(channels.size());
            permits.releasePublications(channels.size(), (int) bytes);
            done.accept(PublishResult.refused(503, "shutting down"));
            return;
        }
        counters.published.add(channels.size());
        PublishTicket ticket = new PublishTicket(this, channels.size(), (int) bytes, done);
        for (String channel : channels) {
            Shard home = home(channel);
            home.post(() -> home.homes.publish(channel, data, key, ticket));
        }
    }

    @Override
    public void onPublication(String channel, byte[] payload) {
        String present = Presence.channelOf(channel);
        if (present != null) {
            takeInPresence(present, payload);
            return;
        }
        takeIn(channel, payload, (homes, ticket) -> homes.deliver(channel, payload, null, ticket));
    }

    /** What publishes from outside of this node: checked as what is published here, and let in as there is room. */
    private void takeIn(String channel, byte[] payload, BiConsumer<Homes, PublishTicket> way) {
        if (!publications.isChannel(channel) || !isSound(payload)) {
            counters.malformed.increment();
            return;
        }
        if (draining) {
            return; // every subscriber is being told to come back elsewhere
        }
        permits.awaitPublication(payload.length);
        PublishTicket ticket = new PublishTicket(this, 1, payload.length, result -> {});
        Shard home = home(channel);
        home.post(() -> way.accept(home.homes, ticket));
    }

    /** Whether these bytes, which come from outside of this node, may be published here. */
    boolean isSound(byte[] payload) {
        return payload.length <= limits.get(Limit.DATA_BYTES) && publications.isData(payload);
    }

    private void takeInPresence(String channel, byte[] payload) {
        PresenceReport report = publications.isChannel(channel) ? PresenceReport.decode(payload) : null;
        if (report == null) {
            counters.malformed.increment();
            return;
        }
        permits.awaitPublication(payload.length);
        Shard home = home(channel);
        home.post(() -> {
            try {
                home.homes.heard(channel, report);
            } finally {
                permits.applied(1);
                permits.releasePublications(1, payload.length);
            }
        });
    }

    /** What the log tells. */
    PublicationLog.Listener logListener() {
        return new PublicationLog.Listener() {
            @Override
            public void onAppended(String channel, PublicationLog.Entry entry) {
                takeIn(channel, entry.payload(), (homes, ticket) -> homes.deliver(channel, entry, ticket));
            }

            @Override
            public void onGap() {
                // Not counted: the broker says so as well if what is not in the log may have been missed, too.
                shards.forEach(shard -> shard.post(shard.homes::logGap));
            }
        };
    }

    @Override
    public void onBroadcast(byte[] payload) {
        nodes.heard(payload);
    }

    @Override
    public void onGap() {
        counters.gaps.increment();
        shards.forEach(shard -> shard.post(shard.homes::gap));
    }

    /** Reserves memory for a body that is about to be read; false if too much is under way. */
    public boolean reserve(int bytes) {
        return permits.tryBytes(bytes);
    }

    public void unreserve(int bytes) {
        permits.releaseBytes(bytes);
    }

    /** Reserves memory for an answer that a client may be slow to take; false if too much is held. */
    public boolean reserveAnswer(int bytes) {
        return permits.tryAnswerBytes(bytes);
    }

    public void unreserveAnswer(int bytes) {
        permits.releaseAnswerBytes(bytes);
    }

    /** Subscribes code of the host's. What is published after this returns reaches it. */
    public Subscription subscribe(String channel, Consumer<Publication> listener) {
        HostSubscription subscription = new HostSubscription(this, channel, listener);
        Shard home = home(channel);
        home.post(() -> home.homes.listen(subscription));
        return subscription;
    }

    /** Ends all sessions of a user; {@code done} is told their number, on the callback executor unless there are none. */
    public void disconnect(String user, Consumer<Integer> done) {
        if (draining) {
            done.accept(0); // all of them are being ended
            return;
        }
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(shards.size());
        for (Shard shard : shards) {
            shard.post(() -> {
                try {
                    ended.addAndGet(shard.disconnect(user));
                } finally {
                    if (left.decrementAndGet() == 0) {
                        callbacks.execute(() -> done.accept(ended.get()));
                    }
                }
            });
        }
    }

    public Stats stats() {
        return counters.snapshot(shards, relay == null ? LinkStats.NONE : relay.stats());
    }

    /** This node, then the others that are known, by id. */
    public List<NodeInfo> nodes() {
        return nodes.list();
    }

    /** What is asked about channels. */
    public ChannelQueries queries() {
        return queries;
    }

    public NodeCounters counters() {
        return counters;
    }

    /** Reads and checks what is to be published. */
    public PublishRequest.Reader publications() {
        return publications;
    }

    public Limits limits() {
        return limits;
    }

    public boolean isDraining() {
        return draining;
    }

    /** Refuses publications and connections from now on. */
    void refuseNew() {
        draining = true;
    }

    /** A thread pool would keep what a callback throws to itself. */
    private void guard(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable fault) {
            fault("fault in a callback", fault);
        }
    }

    /** Notes an error that nobody else will hear of. */
    public void fault(String what, Throwable fault) {
        counters.faults.increment();
        log.error("turbine {}: {}", name, what, fault);
    }
}
