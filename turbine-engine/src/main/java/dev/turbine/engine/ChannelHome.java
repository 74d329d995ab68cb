package dev.turbine.engine;

import dev.turbine.api.Publication;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One channel at its home shard. What is published passes here one by one, which is the channel's order for everybody;
 * it is encoded here, once.
 */
final class ChannelHome {
    private final String channel;
    private final Node node;
    private final List<Shard> shards = new ArrayList<>(1); // those with subscribers
    private final List<HostSubscription> listeners = new ArrayList<>(0);

    ChannelHome(String channel, Node node) {
        this.channel = channel;
        this.node = node;
    }

    void register(Shard shard) {
        if (!shards.contains(shard)) {
            shards.add(shard);
        }
    }

    /** True if nobody is left. */
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
        return shards.isEmpty() && listeners.isEmpty();
    }

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
