package dev.turbine.engine;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.api.Publication;
import dev.turbine.spi.Message;
import dev.turbine.spi.PublicationLog;
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

    /** The first may be under way already, and have begun too early. A position that nobody was given is not looked for. */
    private static final int READS = 2;

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
    private final @Nullable History history;
    private final @Nullable Presence presence;
    private final boolean joinLeave;
    private final @Nullable ChannelLog log; // where the history is kept, if not here alone
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
        this.history =
                options.hasHistory() ? new History(options, home.histories, home.newEpoch(), this::evicted) : null;
        this.log = history == null || node.relay == null || !node.relay.hasLog()
                ? null
                : new ChannelLog(this, history, options.historySize(), home, node.relay);
        used();
    }

    /** Asks for what other nodes publish. */
    void open() {
        if (presence != null) {
            presence.open();
        }
        if (log != null) {
            log.open();
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
        if (log != null) {
            log.close();
        } else if (node.relay != null) {
            node.relay.unsubscribe(channel);
        }
    }

    /** What others publish arrives from now on, or it is clear that it cannot yet: those who wait are answered. */
    void confirm() {
        confirmed = true;
        List<Runnable> ready = List.copyOf(waiting);
        waiting.clear();
        ready.forEach(home::guard); // one that fails keeps no other waiting
    }

    /** The channel's position is not certain any more: who comes now waits. */
    void unconfirm() {
        confirmed = false;
    }

    /** Whether something that the log holds is a publication by the rules of this node. */
    boolean isSound(byte[] data) {
        boolean sound = node.isSound(data);
        if (!sound) {
            node.counters.malformed.increment();
        }
        return sound;
    }

    /** Runs something once the channel's position is certain. */
    private void whenConfirmed(Runnable action) {
        if (confirmed) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    /**
     * As {@link #whenConfirmed}, and once the log is read up to a position that somebody has been given by another node,
     * which was ahead of this one.
     */
    private void whenReached(@Nullable Position position, int reads, Runnable action) {
        whenConfirmed(() -> {
            if (reads > 0 && log != null && position != null && log.isBehind(position)) {
                waiting.add(() -> whenReached(position, reads - 1, action));
                log.catchUp();
            } else {
                action.run();
            }
        });
    }

    // Subscribers

    /** Registers the subscribing session's shard and answers it, once the broker's interest is secured. */
    void subscribe(Subscription subscription, @Nullable Position recover) {
        Query query = new Query(node, null, () -> subscription.session.post(Session::fault));
        whenReached(recover, READS, () -> query.run(() -> answer(subscription, recover)));
    }

    private void answer(Subscription subscription, @Nullable Position recover) {
        SubscribeAnswer answer = log == null || log.knows(recover) ? position(recover) : SubscribeAnswer.UNAVAILABLE;
        Shard asking = subscription.session.shard;
        if (!shards.contains(asking)) {
            shards.add(asking);
        }
        subscription.session.post(session -> session.subscribed(subscription, answer));
    }

    private SubscribeAnswer position(@Nullable Position recover) {
        if (recover != null) {
            boolean reached = history != null && expired(history).reaches(recover);
            home.counters.add(reached ? Counter.RECOVERED : Counter.UNRECOVERED, 1);
        }
        return SubscribeAnswer.of(history, recover, home.pageSize);
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

    /** Whether nobody needs it: it has neither subscribers nor a past. */
    boolean isUnused() {
        boolean idle = presence == null || presence.isIdle();
        boolean kept = keptNanos > 0 && home.now() - usedAt < keptNanos;
        return shards.isEmpty() && listeners.isEmpty() && waiting.isEmpty() && idle && !kept;
    }

    // Publications

    /** Takes in a publication, of this node or of another. */
    void publish(byte[] data, @Nullable String key, PublishTicket ticket) {
        if (history == null && shards.isEmpty() && listeners.isEmpty()) {
            return;
        }
        if (history == null) {
            send(node.protocol.encodePublication(channel, 0, data), data.length, 0, 0, ticket);
        } else if (!knows(key)) {
            append(history.top() + 1, history.top(), data, key, ticket);
        } // otherwise it is a second attempt: the first one is in the history
    }

    /** Whether a publication with this key is in the history. */
    boolean knows(@Nullable String key) {
        return history != null && history.offsetOf(key) != null;
    }

    /** Takes the next publication into the history, and sends it to everybody. */
    void append(long offset, long previous, byte[] data, @Nullable String key, @Nullable PublishTicket ticket) {
        send(keep(offset, data, key).message(), data.length, offset, previous, ticket);
    }

    /** Takes a publication into the history that everybody who is here has had, or does not expect. */
    HistoryEntry keep(long offset, byte[] data, @Nullable String key) {
        Message message = node.protocol.encodePublication(channel, offset, data);
        HistoryEntry entry = new HistoryEntry(offset, message, data.length, key, home.now());
        if (history != null) {
            history.append(entry);
        }
        schedule();
        return entry;
    }

    private void send(Message message, int dataBytes, long offset, long previous, @Nullable PublishTicket ticket) {
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

    private Publication publication(Message message, int dataBytes, long offset) {
        Position position = history == null ? null : new Position(history.epoch(), offset);
        return new Publication(channel, node.protocol.data(message, dataBytes), position);
    }

    /** The log has sent a publication. */
    void take(PublicationLog.Entry entry, PublishTicket ticket) {
        if (log != null) {
            log.take(entry, ticket);
        }
    }

    /** A publication of this node is in the log. */
    void appended(long offset) {
        if (log != null) {
            log.appended(offset);
        }
    }

    // History

    /** The next part of the history, for a subscription that is behind. */
    void read(Subscription subscription, Position from) {
        HistoryPage page = history != null && expired(history).reaches(from)
                ? history.after(from.offset(), home.pageSize)
                : HistoryPage.LOST;
        subscription.session.post(session -> session.subscriptions().read(subscription, page));
    }

    /** A page for whoever asks. */
    void read(@Nullable Position since, PageSize size, Query query, Consumer<HistoryResult> done) {
        Runnable answer = () -> done.accept(page(since, size, query));
        whenReached(since, READS, () -> query.run(() -> home.queries.add(query, answer)));
    }

    private HistoryResult page(@Nullable Position since, PageSize size, Query query) {
        if (history == null) {
            return HistoryResult.refused(404, "no history");
        }
        if (log != null && !log.knows(since)) {
            return HistoryResult.refused(503, "unavailable");
        }
        if (since != null && !expired(history).reaches(since)) {
            return HistoryResult.lost(history.position());
        }
        HistoryPage page = expired(history).after(since == null ? 0 : since.offset(), size);
        if (!query.hasRoom(page.bytes())) {
            return HistoryResult.refused(503, "overloaded");
        }
        List<Publication> publications = page.entries().stream()
                .map(entry -> publication(entry.message(), entry.dataBytes(), entry.offset()))
                .toList();
        return HistoryResult.page(history.position(), publications);
    }

    /** What other nodes publish may have been missed, of any channel; the log tells by itself what it has missed. */
    void gap() {
        if (presence != null) {
            presence.gap();
        }
        if (history != null && log == null) {
            history.restart(home.newEpoch(), 0);
            lose();
        }
    }

    /** What is in the log may have been missed, of any channel. */
    void logGap() {
        if (log != null) {
            log.gap();
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
            presence.whenSettled(() -> query.run(() -> home.queries.add(query, answer)));
        }
    }

    // Time

    private History expired(History kept) {
        kept.expire(home.now());
        return kept;
    }

    /** Somebody of this node has published here, or left. */
    void used() {
        usedAt = home.now();
        schedule();
    }

    /** It had to make room for the histories of others: if nobody is here it goes altogether, but for its presence. */
    private void evicted() {
        usedAt = Math.min(usedAt, home.now() - keptNanos + presenceNanos);
        timed = true;
        home.timers.set(this, home.now());
    }

    private void schedule() {
        if (keptNanos == 0 || timed) {
            return;
        }
        long unusedAt = shards.isEmpty() && listeners.isEmpty() ? usedAt + keptNanos : Timers.NEVER;
        long due = Math.min(history == null ? Timers.NEVER : history.expire(home.now()), unusedAt);
        if (due != Timers.NEVER) {
            timed = true;
            home.timers.set(this, Math.max(due, home.now() + EXPIRY_NANOS));
        }
    }

    @Override
    void fire() {
        timed = false;
        if (isUnused()) {
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
