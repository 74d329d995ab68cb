package dev.turbine.engine;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.spi.Message;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscribers of each channel among one shard's sessions. Owned by the shard. */
final class Subscribers {
    private static final Subscription[] NONE = {};

    /** A channel that sessions of this shard are subscribed to, or about to be. */
    static final class Channel {
        final String name;
        final OverflowPolicy policy;
        final boolean hasHistory;
        final boolean hasPresence;
        private Subscription[] members = NONE;
        private int size;
        private int pending;
        /** What sessions are fed from the history at the moment; only while one is. */
        private @Nullable Map<Message, OutboundMessage> fed;

        private Channel(String name, ChannelOptions options) {
            this.name = name;
            this.policy = options.overflowPolicy();
            this.hasHistory = options.hasHistory();
            this.hasPresence = options.hasPresence();
        }

        /**
         * A publication of the history, for one more session: all that are fed at the same time hold the same, or a crowd that
         * comes back would seem to take as many times its memory.
         */
        OutboundMessage feed(Message publication) {
            if (fed == null) {
                fed = new IdentityHashMap<>();
            }
            return fed.computeIfAbsent(publication, message -> OutboundMessage.publication(message, this));
        }

        /** No session holds it. */
        void forget(OutboundMessage unheld) {
            if (fed != null && fed.remove(unheld.message, unheld) && fed.isEmpty()) {
                fed = null;
            }
        }

        int size() {
            return size;
        }

        Subscription member(int index) {
            return members[index];
        }
    }

    private final Map<String, Channel> channels = new HashMap<>();

    @Nullable
    Channel channel(String name) {
        return channels.get(name);
    }

    /** Notes an attempt to subscribe: it keeps the channel until {@link #settle}. */
    Channel begin(String name, ChannelOptions options) {
        Channel channel = channels.computeIfAbsent(name, n -> new Channel(n, options));
        channel.pending++;
        return channel;
    }

    /** Ends an attempt, whatever has become of it. True if the shard lets go of the channel. */
    boolean settle(Channel channel) {
        channel.pending--;
        return dropIfUnused(channel);
    }

    void add(Subscription subscription) {
        Channel channel = subscription.channel;
        if (channel.size == channel.members.length) {
            channel.members = Arrays.copyOf(channel.members, Math.max(2, channel.size * 2));
        }
        subscription.index = channel.size;
        channel.members[channel.size++] = subscription;
    }

    /** Takes an active subscription out. True if the shard lets go of the channel. */
    boolean remove(Subscription subscription) {
        Channel channel = subscription.channel;
        Subscription last = channel.members[--channel.size];
        channel.members[subscription.index] = last;
        last.index = subscription.index;
        channel.members[channel.size] = null;
        if (channel.members.length > 16 && channel.size < channel.members.length / 4) {
            channel.members = Arrays.copyOf(channel.members, channel.members.length / 2);
        }
        return dropIfUnused(channel);
    }

    private boolean dropIfUnused(Channel channel) {
        if (channel.size > 0 || channel.pending > 0) {
            return false;
        }
        channels.remove(channel.name);
        return true;
    }
}
