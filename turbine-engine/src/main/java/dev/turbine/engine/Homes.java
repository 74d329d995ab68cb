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

    /** An attempt to subscribe: {@link Session#subscribed} follows, through the inbox that publications use. */
    void subscribe(Subscription subscription) {
        home(subscription.channel.name).subscribe(subscription);
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

    /** A publication of this node: goes to its receivers here and to the other nodes. */
    void publish(String channel, byte[] data, PublishTicket ticket) {
        Relay relay = shard.node.relay;
        if (relay != null) {
            ticket.expect(1);
            relay.publish(shard, channel, data).thenAccept(ticket::forwarded);
        }
        deliver(channel, data, ticket);
    }

    /** A publication of this node or of another, for its receivers here. */
    void deliver(String channel, byte[] data, PublishTicket ticket) {
        try {
            ChannelHome home = homes.get(channel);
            if (home != null) {
                home.publish(data, ticket);
            }
        } finally {
            ticket.arrive(0);
        }
    }

    private ChannelHome home(String channel) {
        ChannelHome home = homes.get(channel);
        if (home == null) {
            home = new ChannelHome(channel, shard);
            homes.put(channel, home);
            shard.counters.add(Counter.CHANNELS, 1);
        }
        return home;
    }

    private void drop(String channel) {
        homes.remove(channel);
        if (shard.node.relay != null) {
            shard.node.relay.unsubscribe(channel);
        }
        shard.counters.add(Counter.CHANNELS, -1);
    }
}
