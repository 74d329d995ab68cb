package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the subscriptions of one session that are behind from their channels' histories, until they have caught up: those
 * that recover what they missed while they were away, and those that did not keep up. They take turns, and a page is read
 * only when there is room for it: so a session's memory is bounded however slow it is. Owned by the shard.
 *
 * <p>A page ends at the channel's newest publication or before it. It comes through the inbox that later publications use:
 * if it ends there, and fits, the subscription misses nothing by going on live.
 */
final class CatchUp {
    private static final int MOST_BYTES = 256 << 10;
    private static final int MOST_ENTRIES = 128;

    private final Session session;
    private final Outbox outbox;
    private final Consumer<Subscription> lost;
    private @Nullable Queue<Subscription> behind; // only while there is one: most sessions never have
    private boolean reading;

    /** @param lost told of a subscription that cannot catch up */
    CatchUp(Session session, Outbox outbox, Consumer<Subscription> lost) {
        this.session = session;
        this.outbox = outbox;
        this.lost = lost;
    }

    /** How much is read at once: no more than half of what an outbox takes. */
    static PageSize pageSize(Limits limits) {
        return new PageSize(
                Math.max(1, Math.min(MOST_ENTRIES, limits.count(Limit.OUTBOUND_MESSAGES) / 2)),
                Math.max(1, Math.min(MOST_BYTES, limits.get(Limit.OUTBOUND_BYTES) / 2)));
    }

    /** @param page what follows its position, if that is known already */
    void begin(Subscription subscription, @Nullable HistoryPage page) {
        if (page == null) {
            add(subscription);
        } else {
            feed(subscription, page);
        }
        readNext();
    }

    void fallBehind(Subscription subscription) {
        Follow follow = subscription.follow;
        if (follow != null && !follow.behind) {
            follow.behind = true;
            session.shard.counters.add(Counter.FELL_BEHIND, 1);
            add(subscription);
            readNext();
        }
    }

    private void add(Subscription subscription) {
        if (behind == null) {
            behind = new ArrayDeque<>(4);
        }
        behind.add(subscription);
    }

    /** It has ended. While the outbox stays full nobody's turn comes, and a client may subscribe again and again. */
    void forget(Subscription subscription) {
        if (behind != null && behind.remove(subscription) && behind.isEmpty()) {
            behind = null;
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return behind == null ? 0 : behind.size();
    }

    /** Asks for the next page, for the one whose turn it is, if there is room for it. */
    void readNext() {
        if (behind == null || reading || outbox.isHalfFull()) {
            return;
        }
        Subscription next = behind.poll();
        if (next == null || next.follow == null) {
            behind = null;
            return;
        }
        reading = true;
        session.shard.readHistory(next, next.follow);
    }

    /** A page has come. */
    void take(Subscription subscription, HistoryPage page) {
        reading = false;
        if (subscription.state == Subscription.State.ACTIVE) {
            feed(subscription, page);
        }
        readNext();
    }

    private void feed(Subscription subscription, HistoryPage page) {
        Follow follow = subscription.follow;
        if (follow == null || !page.complete()) {
            lost.accept(subscription);
            return;
        }
        for (HistoryEntry entry : page.entries()) {
            OutboundMessage publication = subscription.channel.feed(entry.message());
            if (!session.deliver(publication, OverflowPolicy.CATCH_UP, false)) {
                if (!publication.isHeld()) {
                    subscription.channel.forget(publication);
                }
                refused(subscription);
                return;
            }
            follow.offset = entry.offset();
        }
        if (page.last()) {
            follow.offset = page.top();
            follow.behind = false;
        } else {
            add(subscription);
        }
    }

    private void refused(Subscription subscription) {
        if (outbox.publications() == 0 && !outbox.isRefusing()) {
            lost.accept(subscription); // it is larger than an outbox may be: it never gets through
        } else {
            add(subscription);
        }
    }
}
