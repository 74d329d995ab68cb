package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.api.Position;
import dev.turbine.spi.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share of the node's sessions and channels, and one round of what is to be done for them. One thread at a time runs it
 * ({@link ShardLoop}, or a test), so nothing in here is locked or atomic; other threads reach it through its inbox only.
 */
final class Shard {
    private static final Logger log = LoggerFactory.getLogger(Shard.class);

    /** How long sessions are flushed before the inbox is looked at again. */
    private static final int FLUSH_SESSIONS = 64;

    private static final long FLUSH_NANOS = 500_000;

    private static final Duration FAR = Duration.ofDays(70 * 365);

    final Node node;
    final Inbox inbox;
    final Timers timers = new Timers();
    final ShardCounters counters = new ShardCounters();
    final OutboxMemory memory;
    final HistoryMemory histories;
    final PageSize pageSize;
    final Subscribers subscribers = new Subscribers();
    final Homes homes;
    final BrokerCalls brokerCalls;
    final QueryQueue queries = new QueryQueue(this);
    final PresenceTurns presenceTurns;
    final PresenceMemory presenceMemory;
    private final Relief relief;

    private final List<Session> sessions = new ArrayList<>();
    private final FlushQueue dirty = new FlushQueue();
    private final SplittableRandom random;
    private long now;

    Shard(Node node, long seed, Runnable wake) {
        this.node = node;
        this.inbox = new Inbox(wake);
        this.random = new SplittableRandom(seed);
        this.memory = new OutboxMemory(node.limits, counters);
        this.histories = new HistoryMemory(node.limits, counters);
        this.pageSize = CatchUp.pageSize(node.limits);
        this.homes = new Homes(this);
        this.now = node.clock.nanos();
        this.brokerCalls = new BrokerCalls(this);
        this.presenceTurns = new PresenceTurns(this);
        this.presenceMemory = new PresenceMemory(node.limits, counters);
        this.relief = new Relief(this);
    }

    // The round

    /** Fires timers, applies all that has arrived, flushes some sessions. */
    void round() {
        now = node.clock.nanos();
        fireTimers();
        Task task = inbox.takeAll();
        while (task != null) {
            Task following = task.next;
            task.next = null;
            apply(task);
            task = following;
        }
        guard(relief);
        flush();
        memory.publish();
        counters.publish();
    }

    /** Whether another round has something to do already. */
    boolean hasWork() {
        return !inbox.isEmpty() || dirty.readyAt() <= node.clock.nanos();
    }

    /** When the next round is due if nothing arrives, on the node's clock. */
    long nextDue() {
        return Math.min(timers.nextDue(), dirty.readyAt());
    }

    private void fireTimers() {
        Timers.Timer timer;
        while ((timer = timers.takeDue(now)) != null) {
            try {
                timer.fire();
            } catch (Throwable fault) {
                report(fault);
                guard(timer::fault);
            }
        }
    }

    private void apply(Task task) {
        try {
            task.run();
        } catch (Throwable fault) {
            report(fault);
            guard(task::onFault);
        }
    }

    private void flush() {
        long before = node.clock.nanos();
        long until = before + FLUSH_NANOS;
        for (int i = 0; i < FLUSH_SESSIONS && before < until; i++) {
            Session session = dirty.next(before);
            if (session == null) {
                return;
            }
            boolean crowded = session.isCrowded();
            try {
                session.flush();
            } catch (Throwable fault) {
                report(fault);
                guard(session::fault);
            }
            long after = node.clock.nanos();
            dirty.flushed(after - before, after, crowded);
            before = after;
        }
    }

    /** Runs something whose fault is no fault of what comes after it. */
    void guard(Runnable action) {
        try {
            action.run();
        } catch (Throwable fault) {
            report(fault);
        }
    }

    private void report(Throwable fault) {
        try {
            node.fault("fault on a shard", fault);
        } catch (Throwable unreported) {
            // Without memory, or with a broken log, there is nobody to tell; the shard has to go on.
            return;
        }
    }

    // What runs on it

    /** Posts something to this shard, from any thread. */
    void post(Runnable action) {
        inbox.put(new Task() {
            @Override
            void run() {
                action.run();
            }
        });
    }

    /** The time of this round. */
    long now() {
        return now;
    }

    /** A moment of the wall clock on the node's clock: now, if it has passed; never, if it is null or 70 years away. */
    long toNanos(@Nullable Instant moment) {
        if (moment == null) {
            return Timers.NEVER;
        }
        Duration left = Duration.between(Instant.ofEpochMilli(node.clock.epochMillis()), moment);
        if (left.isNegative()) {
            return now;
        }
        return left.compareTo(FAR) > 0 ? Timers.NEVER : now + left.toNanos();
    }

    /** Names a history that starts afresh. */
    String newEpoch() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    long randomPartOf(long nanos) {
        return random.nextLong(nanos) + 1;
    }

    /**
     * Queues a session for its flush, unless its write is in flight: then the end of that write does.
     *
     * @param first whether it has a reply, a close frame, or a publication for a few, which do not wait for a broadcast to
     *     thousands. A second flush finds nothing to do
     */
    void markDirty(Session session, boolean first) {
        if (session.isFlushable()) {
            dirty.add(session, first);
        }
    }

    void open(Session session) {
        session.place = sessions.size();
        sessions.add(session);
        counters.add(Counter.SESSIONS, 1);
        session.open();
    }

    void remove(Session session) {
        Session last = sessions.remove(sessions.size() - 1);
        if (last != session) {
            sessions.set(session.place, last);
            last.place = session.place;
        }
        counters.add(Counter.SESSIONS, -1);
        if (session.permitted) {
            node.permits.releaseConnection();
        }
    }

    /** Starts an active subscription, whose attempt ends with it. */
    void add(Subscription subscription) {
        subscribers.add(subscription);
        counters.add(Counter.SUBSCRIPTIONS, 1);
        settle(subscription);
    }

    void remove(Subscription subscription) {
        counters.add(Counter.SUBSCRIPTIONS, -1);
        if (subscribers.remove(subscription)) {
            letGo(subscription.channel.name);
        }
    }

    /** Asks for what follows a subscription's place; {@link SessionSubscriptions#read} follows. */
    void readHistory(Subscription subscription, Follow follow) {
        Position from = new Position(follow.epoch, follow.offset);
        Shard home = node.home(subscription.channel.name);
        Query.of(subscription.session).start(home, () -> home.homes.read(subscription, from));
    }

    /** Says to all on a channel who has come or gone. */
    void announce(String channel, Message message) {
        Subscribers.Channel receivers = subscribers.channel(channel);
        if (receivers != null) {
            OutboundMessage announcement = OutboundMessage.announcement(message);
            for (int i = 0; i < receivers.size(); i++) {
                receivers.member(i).session.deliver(announcement, OverflowPolicy.DROP_NEWEST, false);
            }
        }
    }

    /** Publications of a channel were missed that its history cannot make up for: every subscription is told. */
    void lose(String channel) {
        Subscribers.Channel receivers = subscribers.channel(channel);
        if (receivers != null) {
            for (int i = receivers.size(); i > 0; i--) { // each takes itself out
                Subscription last = receivers.member(i - 1);
                last.session.subscriptions().lose(last);
            }
        }
    }

    /** Ends an attempt to subscribe that the home has answered. */
    void settle(Subscription subscription) {
        if (subscribers.settle(subscription.channel)) {
            letGo(subscription.channel.name);
        }
    }

    private void letGo(String channel) {
        Shard home = node.home(channel);
        home.post(() -> home.homes.release(channel, this));
    }

    /** Ends the sessions of a user and returns their number. */
    int disconnect(String user) {
        List<Session> theirs = sessions.stream().filter(s -> s.belongsTo(user)).toList();
        theirs.forEach(session -> session.close(Disconnect.BY_APPLICATION));
        return theirs.size();
    }

    /** Ends every session in an orderly way, spread over some time: all at once they would all come back at once. */
    void drain() {
        long window = Math.min(TimeUnit.SECONDS.toNanos(1), sessions.size() * TimeUnit.MICROSECONDS.toNanos(100) + 1);
        for (Session session : sessions) {
            session.drainAt(now + random.nextLong(window));
        }
    }

    List<Session> sessions() {
        return sessions;
    }
}
