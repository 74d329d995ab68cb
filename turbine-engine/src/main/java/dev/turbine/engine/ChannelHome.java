package dev.turbine.engine;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.api.Publication;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.spi.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel at its home shard. What is published to the channel passes here one by one, which is its order for everybody
 * on this node; it is encoded here, once, and kept, if the channel has a history. Nobody else talks to the broker about the
 * channel.
 */
final class ChannelHome extends Timers.Timer {
    /** Publications do not expire one by one: a history is looked through so often at the most. */
    private static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Who asks for the presence of a channel asks again: it is kept meanwhile. */
    private static final long PRESENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    final String channel;
    private final Shard home;
    private final Node node;
    /** How long it is kept when nobody uses it: it then has a past, or knows what other nodes have. */
    private final long keptNanos;
    /** The part of this that is for presence: until the others have heard who has left, or have forgotten this node. */
    private final long presenceNanos;

    private final List<Shard> shards = new ArrayList<>(1); // those with subscribers
    private final List<HostSubscription> listeners = new ArrayList<>(0);
    private final List<Runnable> waiting = new ArrayList<>(0); // for the broker's confirmation
    private boolean confirmed;
    private final @Nullable ChannelHistory history;
    private final @Nullable Presence presence;
    private final boolean joinLeave;
    private long usedAt;
    private boolean timed;

    ChannelHome(String channel, ChannelOptions options, Shard home) {
        this.channel = channel;
        this.home = home;
        this.node = home.node;
        this.presenceNanos =
                options.hasPresence() ? Math.max(PRESENCE_NANOS, 2 * node.limits.nanos(Limit.NODE_TIMEOUT)) : 0;
        this.keptNanos = Math.max(options.historyTtl().toNanos(), presenceNanos);
        this.presence = options.hasPresence() ? new Presence(channel, home, this::announce) : null;
        this.joinLeave = options.hasJoinLeave();
        used(); // first: a history that finds no room is evicted as it is made
        this.history = options.hasHistory() ? new ChannelHistory(this, options, home) : null;
    }

    /** Asks for what other nodes publish. */
    void open() {
        if (presence != null) {
            presence.open();
        }
        if (history != null && history.isShared()) {
            history.follow();
        } else if (node.relay == null) {
            confirmed = true;
        } else {
            node.relay.subscribe(home, channel).thenRun(() -> home.post(this::confirm));
        }
    }

    /** Asks for it no more. */
    void close() {
        home.timers.set(this, Timers.NEVER);
        if (history != null) {
            history.close();
        }
        if (presence != null) {
            presence.close();
        }
        if (node.relay != null && (history == null || !history.isShared())) {
            node.relay.unsubscribe(channel);
        }
    }

    /** What others publish arrives from now on, or it is clear that it cannot yet: those who wait are answered. */
    void confirm() {
        confirmed = true;
        List<Runnable> ready = List.copyOf(waiting);
        waiting.clear();
        ready.forEach(home::guard); // one that fails keeps no other waiting
        home.homes.letGo(this);
    }

    /** The channel's position is not certain any more: who comes now waits. */
    void unconfirm() {
        confirmed = false;
    }

    /** Runs something once the channel's position is certain. */
    void whenConfirmed(Runnable action) {
        if (confirmed) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    /** Runs something when the channel's position is confirmed the next time. */
    void whenConfirmedAgain(Runnable action) {
        waiting.add(action);
    }

    // Subscribers

    /** Registers the subscribing session's shard and answers it, once the broker's interest is secured. */
    void subscribe(Subscription subscription, @Nullable Position recover, Query query) {
        Runnable answer = () -> query.run(() -> answer(subscription, recover));
        if (history == null) {
            whenConfirmed(answer);
        } else {
            history.whenReached(recover, answer);
        }
    }

    private void answer(Subscription subscription, @Nullable Position recover) {
        SubscribeAnswer answer = history == null ? SubscribeAnswer.plain(recover) : history.answer(recover);
        Boolean recovered = answer.reply() instanceof Reply.Subscribed subscribed ? subscribed.recovered() : null;
        if (recovered != null) {
            home.counters.add(recovered ? Counter.RECOVERED : Counter.UNRECOVERED, 1);
        }
        Shard asking = subscription.session.shard;
        if (!shards.contains(asking)) {
            shards.add(asking);
        }
        subscription.session.post(session -> session.subscribed(subscription, answer));
    }

    /** A shard has no subscriber any more, and no attempt under way. */
    void release(Shard shard) {
        shards.remove(shard);
        used();
    }

    void add(HostSubscription listener) {
        listeners.add(listener);
    }

    void remove(HostSubscription listener) {
        listeners.remove(listener);
        used();
    }

    /** Whether nobody uses it. */
    boolean isIdle() {
        boolean absent = presence == null || presence.isIdle();
        return shards.isEmpty() && listeners.isEmpty() && waiting.isEmpty() && absent;
    }

    /** Whether it is worth keeping when nobody uses it: it has a past, or others there may be. */
    boolean isKept() {
        boolean known = history == null || history.isKnown();
        return known && keptNanos > 0 && home.now() - usedAt < keptNanos;
    }

    // Publications

    /** Takes in a publication, of this node or of another. */
    void publish(byte[] data, @Nullable String key, PublishTicket ticket) {
        if (history != null) {
            history.publish(data, key, ticket);
        } else if (!shards.isEmpty() || !listeners.isEmpty()) {
            send(node.protocol.encodePublication(channel, 0, data), data.length, 0, 0, ticket);
        }
    }

    /**
     * Sends the next publication to everybody.
     *
     * @param previous offset of the one before; both are 0 without a history
     */
    void send(Message message, int dataBytes, long offset, long previous, @Nullable PublishTicket ticket) {
        if (!listeners.isEmpty()) {
            Publication publication = publication(message, dataBytes, offset);
            listeners.forEach(listener -> listener.offer(publication));
        }
        if (ticket != null) {
            ticket.expect(shards.size());
        }
        for (Shard shard : shards) {
            shard.inbox.put(new Delivery(shard, channel, message, offset, previous, ticket));
        }
    }

    Publication publication(Message message, int dataBytes, long offset) {
        Position position = history == null ? null : history.position(offset);
        return new Publication(channel, node.protocol.data(message, dataBytes), position);
    }

    /** Null if the channel has none. */
    @Nullable
    ChannelHistory history() {
        return history;
    }

    /** What other nodes publish may have been missed, of any channel; the log tells by itself what it has missed. */
    void gap() {
        if (presence != null) {
            presence.gap();
        }
        if (history != null) {
            history.brokerGap();
        }
    }

    /** Nobody who follows the history can be given what was missed: all are told so. */
    void lose() {
        shards.forEach(shard -> shard.post(() -> shard.lose(channel)));
    }

    // Presence

    void join(String client, String user) {
        if (presence != null) {
            presence.join(client, user);
        }
    }

    void leave(String client) {
        if (presence != null) {
            presence.leave(client);
            used();
        }
    }

    /** Somebody has come or gone, here or elsewhere. */
    private void announce(String change, String client, String user) {
        if (joinLeave && !shards.isEmpty()) {
            Message message = node.protocol.encodePresence(change, channel, client, user);
            shards.forEach(shard -> shard.post(() -> shard.announce(channel, message)));
        }
    }

    /** Null if the channel has none. */
    @Nullable
    Presence presence() {
        return presence;
    }

    /** Somebody asks who is here. */
    void presence(Query query, Consumer<@Nullable Presence> done) {
        used();
        if (presence == null) {
            done.accept(null);
        } else {
            Runnable answer = () -> done.accept(presence);
            presence.whenSettled(() -> {
                query.run(() -> home.queries.add(query, answer));
                home.homes.letGo(this);
            });
        }
    }

    // Time

    /** Somebody of this node has published here, or left. */
    void used() {
        usedAt = home.now();
        schedule();
    }

    /** It had to make room for the histories of others: if nobody is here it goes altogether, but for its presence. */
    void evicted() {
        usedAt = Math.min(usedAt, home.now() - keptNanos + presenceNanos);
        timed = true;
        home.timers.set(this, home.now());
    }

    void schedule() {
        if (keptNanos == 0 || timed) {
            return;
        }
        long unusedAt = shards.isEmpty() && listeners.isEmpty() ? usedAt + keptNanos : Timers.NEVER;
        long due = Math.min(history == null ? Timers.NEVER : history.expire(), unusedAt);
        if (due != Timers.NEVER) {
            timed = true;
            home.timers.set(this, Math.max(due, home.now() + EXPIRY_NANOS));
        }
    }

    @Override
    void fire() {
        timed = false;
        if (isIdle() && !isKept()) {
            home.homes.drop(this);
        } else {
            schedule();
        }
    }

    @Override
    void fault() {
        schedule();
    }
}
