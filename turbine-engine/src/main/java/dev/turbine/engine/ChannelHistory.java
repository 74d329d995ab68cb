package dev.turbine.engine;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Position;
import dev.turbine.api.Publication;
import dev.turbine.spi.Message;
import dev.turbine.spi.PublicationLog;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the home of a channel keeps of it, and what those are told who ask for that. It is kept on this node alone, or the same
 * as in the log that all nodes share. Owned by the home's shard.
 */
final class ChannelHistory {
    /** The first may be under way already, and have begun too early. A position that nobody was given is not looked for. */
    private static final int READS = 2;

    private final ChannelHome channel;
    private final Shard home;
    private final Node node;
    private final History history;
    private final @Nullable ChannelLog log;

    ChannelHistory(ChannelHome channel, ChannelOptions options, Shard home) {
        this.channel = channel;
        this.home = home;
        this.node = home.node;
        this.history = new History(options, home.histories, home.newEpoch(), channel::evicted);
        Relay relay = node.relay;
        this.log = relay != null && relay.hasLog()
                ? new ChannelLog(this, history, channel, options.historySize(), home, relay)
                : null;
    }

    /** Whether it is that of a log. */
    boolean isShared() {
        return log != null;
    }

    /** Whether it is what the log has, if there is one. */
    boolean isKnown() {
        return log == null || log.knows(null);
    }

    /** How many publications it has. */
    int size() {
        return history.size();
    }

    /** Asks for what is appended to the log, and reads it: the home is confirmed by that. */
    void follow() {
        if (log != null) {
            log.open();
        }
    }

    void close() {
        history.close();
        if (log != null) {
            log.close();
        }
    }

    // What comes

    /** Takes in a publication where no log does. */
    void publish(byte[] data, @Nullable String key, PublishTicket ticket) {
        if (!knows(key)) {
            append(history.top() + 1, data, key, ticket);
        } // otherwise it is a second attempt: the first one is in the history
    }

    /** Whether it has a publication with this key. */
    boolean knows(@Nullable String key) {
        return history.offsetOf(key) != null;
    }

    /** Takes in the next publication, and sends it to everybody. */
    void append(long offset, byte[] data, @Nullable String key, @Nullable PublishTicket ticket) {
        long previous = history.top();
        channel.send(keep(offset, data, key), data.length, offset, previous, ticket);
    }

    /** Takes in a publication that everybody who is here has had, or does not expect. */
    Message keep(long offset, byte[] data, @Nullable String key) {
        Message message = node.protocol.encodePublication(channel.channel, offset, data);
        history.append(new HistoryEntry(offset, message, data.length, key, home.now()));
        channel.schedule();
        return message;
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

    /** What other nodes publish may have been missed. The log tells by itself what it has missed. */
    void brokerGap() {
        if (log == null) {
            history.restart(home.newEpoch(), 0);
            channel.lose();
        }
    }

    /** What is in the log may have been missed. */
    void logGap() {
        if (log != null) {
            log.gap();
        }
    }

    // What is asked

    /**
     * Runs something once the channel's position is certain, and the log is read up to a position that somebody has been given
     * by another node, which was ahead of this one.
     */
    void whenReached(@Nullable Position position, Runnable action) {
        whenReached(position, READS, action);
    }

    private void whenReached(@Nullable Position position, int reads, Runnable action) {
        channel.whenConfirmed(() -> {
            if (reads > 0 && log != null && position != null && log.isBehind(position)) {
                channel.whenConfirmedAgain(() -> whenReached(position, reads - 1, action));
                log.catchUp();
            } else {
                action.run();
            }
        });
    }

    /** What is said to an attempt to subscribe. */
    SubscribeAnswer answer(@Nullable Position recover) {
        return isCertain(recover) ? SubscribeAnswer.of(expired(), recover, home.pageSize) : SubscribeAnswer.UNAVAILABLE;
    }

    private boolean isCertain(@Nullable Position position) {
        return log == null || log.knows(position);
    }

    Position position(long offset) {
        return new Position(history.epoch(), offset);
    }

    /** The next part, for a subscription that is behind. */
    void read(Subscription subscription, Position from) {
        HistoryPage page = expired().reaches(from) ? history.after(from.offset(), home.pageSize) : HistoryPage.LOST;
        subscription.session.post(session -> session.subscriptions().read(subscription, page));
    }

    /** A page for whoever asks. */
    void read(@Nullable Position since, PageSize size, Query query, Consumer<HistoryResult> done) {
        Runnable answer = () -> done.accept(page(since, size, query));
        whenReached(since, () -> query.run(() -> home.queries.add(query, answer)));
    }

    private HistoryResult page(@Nullable Position since, PageSize size, Query query) {
        if (!isCertain(since)) {
            return HistoryResult.refused(503, "unavailable");
        }
        if (since != null && !expired().reaches(since)) {
            return HistoryResult.lost(history.position());
        }
        HistoryPage page = expired().after(since == null ? 0 : since.offset(), size);
        if (!query.hasRoom(page.bytes())) {
            return HistoryResult.refused(503, "overloaded");
        }
        List<Publication> publications = page.entries().stream()
                .map(entry -> channel.publication(entry.message(), entry.dataBytes(), entry.offset()))
                .toList();
        return HistoryResult.page(history.position(), publications);
    }

    private History expired() {
        expire();
        return history;
    }

    /** Lets go of what is too old. Returns when there will be more of that. */
    long expire() {
        return history.expire(home.now());
    }
}
