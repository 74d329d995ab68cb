package dev.turbine.engine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Limit;
import dev.turbine.engine.protocol.Reply;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one session, from the command to the end. Owned by the shard. */
final class SessionSubscriptions {
    private final Session session;
    private final Shard shard;
    private final Node node;
    private final Map<String, Subscription> byChannel = new HashMap<>(2); // its table comes with the first entry

    SessionSubscriptions(Session session, Node node) {
        this.session = session;
        this.shard = session.shard;
        this.node = node;
    }

    /**
     * Begins a subscription: sends it to the home of the channel, with a place for its reply reserved.
     *
     * @return the reply if it is known at once, or null
     */
    @Nullable
    Reply subscribe(long commandId, @Nullable String name, ChannelGrants grants, Replies replies) {
        if (name == null) {
            return Reply.Error.BAD_COMMAND;
        }
        if (!grants.permits(name)) {
            return Reply.Error.FORBIDDEN;
        }
        if (byChannel.containsKey(name)) {
            return Reply.Result.SUBSCRIBED;
        }
        if (byChannel.size() >= node.limits.get(Limit.SUBSCRIPTIONS)) {
            return Reply.Error.TOO_MANY_SUBSCRIPTIONS;
        }
        Subscription subscription = new Subscription(session, shard.subscribers.begin(name));
        subscription.slot = replies.reserve(commandId, subscription);
        byChannel.put(subscription.channel.name, subscription);
        Shard home = node.home(name);
        home.post(() -> home.homes.subscribe(subscription));
        return null;
    }

    /** The home has answered: what it publishes from now on comes to this shard. */
    void answered(Subscription subscription, Replies replies) {
        if (subscription.state == Subscription.State.ENDED) {
            shard.settle(subscription);
        } else if (subscription.slot != null) {
            subscription.state = Subscription.State.ANSWERED;
            replies.complete(subscription.slot, Reply.Result.SUBSCRIBED);
        }
    }

    /** Its reply goes out now, and the subscription begins with it: so no publication comes before its reply. */
    void released(Subscription subscription) {
        subscription.slot = null;
        if (subscription.state == Subscription.State.ANSWERED) {
            subscription.state = Subscription.State.ACTIVE;
            shard.add(subscription);
            node.events.subscribed(session, subscription.channel.name);
        }
    }

    Reply unsubscribe(@Nullable String name, Replies replies) {
        if (name == null) {
            return Reply.Error.BAD_COMMAND;
        }
        Subscription subscription = byChannel.remove(name);
        if (subscription != null) {
            end(subscription);
            if (subscription.slot != null) {
                replies.complete(subscription.slot, Reply.Result.SUBSCRIBED);
            }
        }
        return Reply.Result.UNSUBSCRIBED;
    }

    void endAll() {
        byChannel.values().forEach(this::end);
        byChannel.clear();
    }

    private void end(Subscription subscription) {
        switch (subscription.state) {
            case PENDING, ENDED -> {} // the answer will find it ended
            case ANSWERED -> shard.settle(subscription);
            case ACTIVE -> shard.remove(subscription);
        }
        subscription.state = Subscription.State.ENDED;
    }
}
