package dev.turbine.engine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one session, from the command to the end. Owned by the shard. */
final class SessionSubscriptions {
    /**
     * Attempts of one session at a time that may wait for a history to be read. More of its commands are not read until then:
     * who subscribes to ever new channels of a durable log does not keep others waiting for theirs.
     */
    private static final int MAX_READS = 4;

    private final Session session;
    private final Shard shard;
    private final Node node;
    private final Map<String, Subscription> byChannel = new HashMap<>(2); // its table comes with the first entry
    private final CatchUp catchUp;
    private int reads;

    SessionSubscriptions(Session session, Node node, Outbox outbox) {
        this.session = session;
        this.shard = session.shard;
        this.node = node;
        this.catchUp = new CatchUp(session, outbox, this::lose);
    }

    /**
     * Begins a subscription: sends it to the home of the channel, with a place for its reply reserved.
     *
     * @return the reply if it is known at once, or null
     */
    @Nullable
    Reply subscribe(Command.Subscribe command, ChannelGrants grants, Replies replies) {
        String name = command.channel();
        if (name == null) {
            return Reply.Error.BAD_COMMAND;
        }
        if (!grants.permits(name)) {
            return Reply.Error.FORBIDDEN;
        }
        Subscription existing = byChannel.get(name);
        if (existing != null) {
            Replies.Slot slot = replies.reserve(command.id(), null);
            slot.late = () -> again(existing, command.recover());
            replies.complete(slot, Reply.Result.SUBSCRIBED);
            return null;
        }
        if (byChannel.size() >= node.limits.get(Limit.SUBSCRIPTIONS)) {
            return Reply.Error.TOO_MANY_SUBSCRIPTIONS;
        }
        Subscription subscription = new Subscription(session, shard.subscribers.begin(name, node.channels.of(name)));
        reads += subscription.channel.hasHistory ? 1 : 0;
        subscription.slot = replies.reserve(command.id(), subscription);
        byChannel.put(subscription.channel.name, subscription);
        Shard home = node.home(name);
        Query query = Query.of(session);
        query.start(home, () -> home.homes.subscribe(subscription, command.recover(), query));
        return null;
    }

    /** Whether no further command is to be read before the home of a channel has answered. */
    boolean isWaiting() {
        return reads >= MAX_READS;
    }

    /**
     * It counts once: the reply says what has become of the subscription by the time that it goes out, and where it stands.
     * Nothing is repeated.
     */
    private Reply again(Subscription existing, @Nullable Position recover) {
        if (existing.failure != null) {
            session.countError(existing.failure);
            return existing.failure;
        }
        Follow follow = existing.follow;
        if (follow == null && recover == null) {
            return Reply.Result.SUBSCRIBED;
        }
        Position position = follow == null ? null : new Position(follow.epoch, follow.offset);
        return new Reply.Subscribed(position, recover == null ? null : false);
    }

    /** The home has answered: what it publishes from now on comes to this shard. */
    void answered(Subscription subscription, SubscribeAnswer answer, Replies replies) {
        reads -= subscription.channel.hasHistory ? 1 : 0;
        Replies.Slot slot = subscription.slot;
        if (subscription.state == Subscription.State.ENDED) {
            shard.settle(subscription);
        } else if (slot != null && answer.reply() instanceof Reply.Error error) {
            subscription.failure = error;
            byChannel.remove(subscription.channel.name);
            subscription.state = Subscription.State.ENDED;
            shard.settle(subscription);
            session.answer(slot, error);
        } else if (slot != null) {
            subscription.state = Subscription.State.ANSWERED;
            subscription.follow = answer.follow();
            replies.complete(slot, answer.reply());
            if (subscription.follow != null) {
                subscription.follow.page = null; // by the time that the reply is released there may be more
            }
        }
    }

    /** Its reply has gone out, and the subscription begins with it: so no publication comes before its reply. */
    void released(Subscription subscription) {
        subscription.slot = null;
        if (subscription.state == Subscription.State.ANSWERED) {
            subscription.state = Subscription.State.ACTIVE;
            shard.add(subscription);
            node.events.subscribed(session, subscription.channel.name);
            join(subscription.channel);
            if (subscription.follow != null) {
                catchUp.begin(subscription, subscription.follow.page);
            }
        }
    }

    Reply unsubscribe(@Nullable String name, Replies replies) {
        if (name == null) {
            return Reply.Error.BAD_COMMAND;
        }
        Subscription subscription = byChannel.remove(name);
        if (subscription != null) {
            Replies.Slot slot = subscription.state == Subscription.State.PENDING ? subscription.slot : null;
            end(subscription);
            if (slot != null) {
                replies.complete(slot, Reply.Result.SUBSCRIBED);
            }
        }
        return Reply.Result.UNSUBSCRIBED;
    }

    /** A subscription misses the channel's newest publication: it has no room for it, or has missed the one before. */
    void fallBehind(Subscription subscription) {
        catchUp.fallBehind(subscription);
    }

    /** There may be room in the outbox again. */
    void feed() {
        catchUp.readNext();
    }

    /** The home of a channel has read its history for this session. */
    void read(Subscription subscription, HistoryPage page) {
        catchUp.take(subscription, page);
    }

    /** The channel's history cannot make up for what was missed. */
    void lose(Subscription subscription) {
        if (subscription.state == Subscription.State.ACTIVE) {
            shard.counters.add(Counter.POSITION_LOST, 1);
            subscription.failure = Reply.Error.UNAVAILABLE; // for who has asked again meanwhile
            revoke(subscription, Disconnect.POSITION_LOST);
        }
    }

    /** Ends what a new token does not grant. */
    void keepOnly(ChannelGrants grants) {
        for (Subscription subscription : List.copyOf(byChannel.values())) {
            if (grants.permits(subscription.channel.name)) {
                continue;
            }
            subscription.failure = Reply.Error.FORBIDDEN;
            Replies.Slot slot = subscription.slot;
            if (slot == null) {
                revoke(subscription, Disconnect.NOT_GRANTED);
            } else {
                byChannel.remove(subscription.channel.name);
                end(subscription);
                session.answer(slot, Reply.Error.FORBIDDEN);
            }
        }
    }

    private void revoke(Subscription subscription, Disconnect reason) {
        byChannel.remove(subscription.channel.name);
        end(subscription);
        session.notice(node.protocol.encodeUnsubscribed(subscription.channel.name, reason));
    }

    private void join(Subscribers.Channel channel) {
        if (channel.hasPresence) {
            Shard home = node.home(channel.name);
            String client = session.clientId();
            String user = session.info().user();
            home.post(() -> home.homes.join(channel.name, client, user));
        }
    }

    private void leave(Subscribers.Channel channel) {
        if (channel.hasPresence) {
            Shard home = node.home(channel.name);
            String client = session.clientId();
            home.post(() -> home.homes.leave(channel.name, client));
        }
    }

    void endAll() {
        byChannel.values().forEach(this::end);
        byChannel.clear();
    }

    private void end(Subscription subscription) {
        switch (subscription.state) {
            case PENDING, ENDED -> {} // the answer will find it ended
            case ANSWERED -> shard.settle(subscription);
            case ACTIVE -> {
                leave(subscription.channel);
                shard.remove(subscription);
            }
        }
        subscription.state = Subscription.State.ENDED;
        catchUp.forget(subscription);
    }
}
