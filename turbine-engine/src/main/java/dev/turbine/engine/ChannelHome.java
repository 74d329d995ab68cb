package dev.turbine.engine;

import dev.turbine.api.Publication;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One channel at its home shard. What is published passes here one by one, which is the channel's order for everybody on
 * this node; it is encoded here, once. Nobody else talks to the broker about the channel.
 */
final class ChannelHome {
    private final String channel;
    private final Shard home;
    private final Node node;
    private final List<Shard> shards = new ArrayList<>(1); // those with subscribers
    private final List<HostSubscription> listeners = new ArrayList<>(0);
    private final List<Subscription> waiting = new ArrayList<>(0); // for the broker's confirmation
    private boolean confirmed;

    ChannelHome(String channel, Shard home) {
        this.channel = channel;
        this.home = home;
        this.node = home.node;
        if (node.relay == null) {
            confirmed = true;
        } else {
            node.relay.subscribe(home, channel).thenRun(() -> home.post(this::confirm));
        }
    }

    /** The broker relays the channel from now on, or has said that it cannot yet: those who wait are answered. */
    private void confirm() {
        confirmed = true;
        waiting.forEach(this::answer);
        waiting.clear();
    }

    /** Registers the subscribing session's shard and answers it, once the broker's interest is secured. */
    void subscribe(Subscription subscription) {
        if (confirmed) {
            answer(subscription);
        } else {
            waiting.add(subscription);
        }
    }

    private void answer(Subscription subscription) {
        Shard asking = subscription.session.shard;
        if (!shards.contains(asking)) {
            shards.add(asking);
        }
        subscription.session.post(session -> session.subscribed(subscription));
    }

    /** A shard has no subscriber any more, and no attempt under way. True if nobody is left. */
    boolean release(Shard shard) {
        shards.remove(shard);
        return isUnused();
    }

    void add(HostSubscription listener) {
        listeners.add(listener);
    }

    /** True if nobody is left. */
    boolean remove(HostSubscription listener) {
        listeners.remove(listener);
        return isUnused();
    }

    private boolean isUnused() {
        return shards.isEmpty() && listeners.isEmpty() && waiting.isEmpty();
    }

    /** Takes in a publication, of this node or of another. */
    void publish(byte[] data, PublishTicket ticket) {
        if (!listeners.isEmpty()) {
            Publication publication = new Publication(channel, new String(data, StandardCharsets.UTF_8));
            listeners.forEach(listener -> listener.offer(publication));
        }
        if (shards.isEmpty()) {
            return;
        }
        Message message = node.protocol.encodePublication(channel, data);
        ticket.expect(shards.size());
        for (Shard shard : shards) {
            shard.inbox.put(new Delivery(shard, channel, message, ticket));
        }
    }
}
