package dev.turbine.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * The channels at home on one shard. A channel has a home while somebody on this node is interested in it; what is
 * published to another has no receiver here.
 */
final class Homes {
    private final Shard shard;
    private final Map<String, ChannelHome> homes = new HashMap<>();

    Homes(Shard shard) {
        this.shard = shard;
    }

    /** Registers the subscribing session's shard, and answers it through the inbox that publications use. */
    void subscribe(Subscription subscription) {
        Shard asking = subscription.session.shard;
        home(subscription.channel.name).register(asking);
        asking.post(() -> subscription.session.subscribed(subscription));
    }

    /** A shard has no subscriber of the channel any more. */
    void release(String channel, Shard released) {
        ChannelHome home = homes.get(channel);
        if (home != null && home.release(released)) {
            drop(channel);
        }
    }

    void listen(HostSubscription listener) {
        home(listener.channel()).add(listener);
    }

    void unlisten(HostSubscription listener) {
        ChannelHome home = homes.get(listener.channel());
        if (home != null && home.remove(listener)) {
            drop(listener.channel());
        }
    }

    void publish(String channel, byte[] data, PublishTicket ticket) {
        ChannelHome home = homes.get(channel);
        if (home != null) {
            home.publish(data, ticket);
        }
        ticket.arrive(0);
    }

    private ChannelHome home(String channel) {
        ChannelHome home = homes.get(channel);
        if (home == null) {
            home = new ChannelHome(channel, shard.node);
            homes.put(channel, home);
            shard.counters.add(Counter.CHANNELS, 1);
        }
        return home;
    }

    private void drop(String channel) {
        homes.remove(channel);
        shard.counters.add(Counter.CHANNELS, -1);
    }
}
