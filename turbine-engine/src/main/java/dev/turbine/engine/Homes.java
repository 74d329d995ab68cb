package dev.turbine.engine;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.engine.protocol.PresenceReport;
import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels at home on one shard. A channel has a home while somebody on this node is interested in it, and, if it has a
 * history, for a while after that; what is published to another has no receiver here.
 */
final class Homes {
    private final Shard shard;
    private final Map<String, ChannelHome> homes = new HashMap<>();
    /** All that nobody uses, those that were used the longest ago first; and some that are used again. */
    private final Set<ChannelHome> idle = new LinkedHashSet<>();

    private final long maxIdle;

    Homes(Shard shard) {
        this.shard = shard;
        Limits limits = shard.node.limits;
        this.maxIdle = Math.max(1, limits.get(Limit.IDLE_CHANNELS) / limits.get(Limit.SHARDS));
    }

    /** An attempt to subscribe: {@link Session#subscribed} follows, through the inbox that publications use. */
    void subscribe(Subscription subscription, @Nullable Position recover, Query query) {
        home(subscription.channel.name).subscribe(subscription, recover, query);
    }

    /** A shard has no subscriber of the channel any more. */
    void release(String channel, Shard released) {
        ChannelHome home = homes.get(channel);
        if (home != null) {
            home.release(released);
            letGo(home);
        }
    }

    void listen(HostSubscription listener) {
        home(listener.channel()).add(listener);
    }

    void unlisten(HostSubscription listener) {
        ChannelHome home = homes.get(listener.channel());
        if (home != null) {
            home.remove(listener);
            letGo(home);
        }
    }

    /** A publication of this node: goes to its receivers here and to the other nodes. */
    void publish(String channel, byte[] data, @Nullable String key, PublishTicket ticket) {
        Relay relay = shard.node.relay;
        if (relay == null) {
            deliver(channel, data, key, ticket);
            used(channel);
        } else if (relay.hasLog() && shard.node.channels.of(channel).hasHistory()) {
            relay.append(shard, channel, data, key).thenAccept(appended -> {
                shard.post(() -> appended(channel, appended.offset()));
                ticket.appended(appended.outcome());
            });
        } else {
            ticket.expect(1);
            ChannelHistory history = history(channel);
            if (history != null && history.knows(key)) {
                // A second attempt. What became of the first one at the broker is not known any more.
                ticket.forwarded(Broker.Forwarding.UNKNOWN);
            } else {
                relay.publish(shard, channel, data).thenAccept(ticket::forwarded);
            }
            deliver(channel, data, key, ticket);
            used(channel);
        }
    }

    private void used(String channel) {
        ChannelHome home = homes.get(channel);
        if (home != null) {
            home.used();
            letGo(home);
        }
    }

    private void appended(String channel, long offset) {
        ChannelHistory history = history(channel);
        if (history != null) {
            history.appended(offset);
        }
    }

    /** A publication of this node or of another, for its receivers here. */
    void deliver(String channel, byte[] data, @Nullable String key, PublishTicket ticket) {
        try {
            ChannelHome home = shard.node.channels.of(channel).hasHistory() ? home(channel) : homes.get(channel);
            if (home != null) {
                home.publish(data, key, ticket);
            }
        } finally {
            ticket.arrive(0);
        }
    }

    /** A publication that the log has sent, for its receivers here. */
    void deliver(String channel, PublicationLog.Entry entry, PublishTicket ticket) {
        try {
            ChannelHistory history = history(channel);
            if (history != null) {
                history.take(entry, ticket);
            }
        } finally {
            ticket.arrive(0);
        }
    }

    /** The next part of the history, for a subscription that is behind. */
    void read(Subscription subscription, Position from) {
        ChannelHistory history = history(subscription.channel.name);
        if (history == null) {
            subscription.session.post(session -> session.subscriptions().read(subscription, HistoryPage.LOST));
        } else {
            history.read(subscription, from);
        }
    }

    /** A page of the history of a channel that has one, for whoever asks. */
    void read(String channel, @Nullable Position since, PageSize size, Query query, Consumer<HistoryResult> done) {
        ChannelHome home = home(channel);
        Objects.requireNonNull(home.history()).read(since, size, query, done);
        letGo(home);
    }

    /** What other nodes publish may have been missed, of any channel. */
    void gap() {
        each(ChannelHome::gap);
    }

    /** What is in the log may have been missed, of any channel. */
    void logGap() {
        each(home -> {
            ChannelHistory history = home.history();
            if (history != null) {
                history.logGap();
            }
        });
    }

    /** A session of this node is on a channel now. */
    void join(String channel, String client, String user) {
        home(channel).join(client, user);
    }

    void leave(String channel, String client) {
        ChannelHome home = homes.get(channel);
        if (home != null) {
            home.leave(client);
            letGo(home);
        }
    }

    /** Who is on a channel, for whoever asks. */
    void presence(String channel, Query query, Consumer<@Nullable Presence> done) {
        ChannelHome home = shard.node.relay == null ? homes.get(channel) : home(channel);
        if (home == null) {
            done.accept(null);
        } else {
            home.presence(query, done);
        }
    }

    /** Another node has told who is on a channel there. */
    void heard(String channel, PresenceReport report) {
        ChannelHome home = homes.get(channel);
        Presence presence = home == null ? null : home.presence();
        if (presence != null) {
            presence.heard(report);
        }
    }

    /** Another node has become known: what it has is asked for. */
    void nodeJoined() {
        eachPresence(Presence::nodeJoined);
    }

    /** Another node has gone, and its sessions with it. */
    void nodeLeft(String id) {
        eachPresence(presence -> presence.forget(id));
    }

    private void eachPresence(Consumer<Presence> action) {
        each(home -> {
            Presence presence = home.presence();
            if (presence != null) {
                action.accept(presence);
            }
        });
    }

    /** A fault with one channel is none of the others'. */
    private void each(Consumer<ChannelHome> action) {
        List.copyOf(homes.values()).forEach(home -> shard.guard(() -> action.accept(home)));
    }

    private @Nullable ChannelHistory history(String channel) {
        ChannelHome home = homes.get(channel);
        return home == null ? null : home.history();
    }

    private ChannelHome home(String channel) {
        ChannelHome home = homes.get(channel);
        if (home == null) {
            ChannelOptions options = shard.node.channels.of(channel);
            home = new ChannelHome(channel, options, shard);
            homes.put(channel, home);
            shard.counters.add(Counter.CHANNELS, 1);
            home.open();
        }
        return home;
    }

    /** It may be that nobody uses it any more: it goes, or is kept for a while in place of one that was used before. */
    void letGo(ChannelHome home) {
        idle.remove(home);
        if (!home.isIdle() || homes.get(home.channel) != home) {
            return;
        }
        if (!home.isKept()) {
            drop(home);
            return;
        }
        idle.add(home);
        while (idle.size() > maxIdle) {
            ChannelHome oldest = idle.iterator().next();
            idle.remove(oldest);
            if (oldest.isIdle()) {
                evict(oldest);
            }
        }
    }

    private void evict(ChannelHome home) {
        ChannelHistory history = home.history();
        shard.counters.add(Counter.HISTORY_EVICTED, history == null ? 0 : history.size());
        drop(home);
    }

    void drop(ChannelHome home) {
        homes.remove(home.channel);
        idle.remove(home);
        home.close();
        shard.counters.add(Counter.CHANNELS, -1);
    }
}
