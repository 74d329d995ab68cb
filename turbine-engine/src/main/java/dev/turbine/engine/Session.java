package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.api.SessionInfo;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its opening to its end. Everything here runs on the session's shard, but for {@link Deadlines#heard}.
 *
 * <p>A session ends in two steps: {@link #close} sends what is left and a close frame, {@link #end} follows when the
 * transport says that the connection has gone.
 */
final class Session extends Timers.Timer implements Replies.Receiver {
    private static final long STUCK_NANOS = 100_000_000;

    private enum Phase {
        /** Not authenticated, or being authenticated. */
        OPEN,
        CONNECTED,
        CLOSING,
        CLOSED
    }

    final long id;
    final Shard shard;
    /** Where it stands among the shard's sessions; the shard's. */
    int place = -1;
    /** In which of the queues it waits to be flushed; the {@link FlushQueue}'s. */
    boolean inUrgent;

    boolean inBulk;
    /** Whether it holds one of the node's permits for connections. */
    final boolean permitted;

    private final Node node;
    private final Connection connection;
    private final Outbox outbox;
    private final Replies replies = new Replies(this);
    private final Intake intake;
    private final Write write = new Write(this);
    private final SessionSubscriptions subscriptions;
    private final SessionCommands commands;
    private final Login login;
    private Phase phase = Phase.OPEN;
    private @Nullable Disconnect closing;
    private boolean closeSent;
    final Deadlines deadlines;
    private long writeBeganAt;
    private boolean tooSlow; // its end is posted
    private boolean urgentWaits; // a publication for a few, which came while a write was in flight

    /** @param permitted whether the node had a place for the connection; if not, the session ends as it begins */
    Session(long id, Shard shard, Connection connection, boolean permitted) {
        this.id = id;
        this.shard = shard;
        this.node = shard.node;
        this.connection = connection;
        this.permitted = permitted;
        this.outbox = new Outbox(shard.memory);
        this.subscriptions = new SessionSubscriptions(this, node, outbox);
        this.login = new Login(this, node);
        this.commands = new SessionCommands(this, login, subscriptions, replies);
        long now = node.clock.nanos();
        this.deadlines = new Deadlines(node.limits, now);
        this.intake = new Intake(node.limits, now);
    }

    /** The first thing that happens on the shard. */
    void open() {
        deadlines.phaseEndsAt = shard.now() + node.limits.nanos(Limit.CONNECT_TIMEOUT);
        deadlines.pingAt = shard.now() + shard.randomPartOf(node.limits.nanos(Limit.PING_INTERVAL));
        if (!permitted) {
            close(Disconnect.TOO_MANY_CONNECTIONS);
        } else if (node.isDraining()) {
            close(Disconnect.SHUTTING_DOWN);
        } else {
            setTimer();
            read();
        }
    }

    /** Has something done on the shard; a fault in it ends this session and nothing else. From any thread. */
    void post(Consumer<Session> action) {
        shard.inbox.put(new SessionTask(this, action));
    }

    SessionInfo info() {
        Identity identity = login.identity();
        return new SessionInfo(id, identity == null ? "" : identity.user(), connection.remoteAddress());
    }

    /** What others know it by: no session of any node has the same. */
    String clientId() {
        return node.nodes.id() + "/" + id;
    }

    String remoteAddress() {
        return connection.remoteAddress();
    }

    boolean belongsTo(String user) {
        Identity identity = login.identity();
        return phase == Phase.CONNECTED && identity != null && identity.user().equals(user);
    }

    // Commands

    /** A command has arrived; no further one does before the next demand. */
    void accept(Command command) {
        intake.arrived(shard.now());
        if (!isEnding()) {
            commands.accept(command);
        }
        read();
    }

    /** @param outcome null if there is none: the authenticator failed, was too slow or too busy */
    void authenticated(Replies.Slot slot, @Nullable Authentication outcome) {
        if (!login.end(slot) || isEnding()) {
            return; // too late: the attempt has timed out, or the session is over
        }
        answer(slot, login.judge(outcome));
        if (login.isHopeless()) {
            close(Disconnect.INVALID_TOKEN);
        }
        read();
        setTimer();
    }

    /** The session has a token that is good, the first one or another. */
    void identified(Identity identity, long endsAt, boolean first) {
        deadlines.phaseEndsAt = endsAt;
        if (first) {
            phase = Phase.CONNECTED;
            node.events.connected(this);
        } else {
            subscriptions.keepOnly(identity.grants());
        }
    }

    /** Answers a command whose reply had to wait. */
    void answer(Replies.Slot slot, Reply reply) {
        if (!isEnding()) {
            countError(reply);
            replies.complete(slot, reply);
        }
    }

    /** The home of a channel has answered an attempt to subscribe. */
    void subscribed(Subscription subscription, SubscribeAnswer answer) {
        subscriptions.answered(subscription, answer, replies);
        read();
    }

    SessionSubscriptions subscriptions() {
        return subscriptions;
    }

    // Replies and publications

    void countError(Reply reply) {
        if (reply instanceof Reply.Error error) {
            node.counters.refused(error.code());
        }
    }

    /** A reply whose turn has come. */
    @Override
    public void release(Replies.Slot slot, Reply reply) {
        outbox.add(OutboundMessage.reply(node.protocol.encode(slot.id, reply)));
        shard.markDirty(this, true);
        if (slot.subscription != null) {
            subscriptions.released(slot.subscription);
        }
    }

    /** Tells the client what it has not asked for. */
    void notice(Message message) {
        outbox.add(OutboundMessage.notice(message));
        shard.markDirty(this, true);
    }

    /** Offers a publication to the outbox. False if it was not taken. */
    boolean deliver(OutboundMessage publication, OverflowPolicy policy, boolean urgent) {
        if (!outbox.offer(publication, policy)) {
            if (policy == OverflowPolicy.CLOSE && !tooSlow) {
                tooSlow = true;
                post(session ->
                        session.close(Disconnect.SLOW_CONSUMER)); // the channel's receivers are being gone through
            }
            return false;
        }
        urgentWaits |= urgent;
        shard.markDirty(this, urgent);
        return true;
    }

    /** Whether {@link #flush} has something to do now. */
    boolean isFlushable() {
        return phase != Phase.CLOSED
                && !closeSent
                && !outbox.isInFlight()
                && (!outbox.isEmpty() || phase == Phase.CLOSING);
    }

    /** Writes a batch, or the close frame once everything else is written. */
    void flush() {
        if (!isFlushable()) {
            return;
        }
        if (shard.now() >= deadlines.tokenEndsAt) {
            outbox.discardPublications(); // also of a session that is closed gently
        }
        if (!outbox.isEmpty()) {
            write.begin();
            writeBeganAt = shard.now();
            Batch batch = outbox.take();
            urgentWaits &= !outbox.isTakenWhole();
            connection.send(batch, write);
        } else if (closing != null) {
            closeSent = true;
            connection.close(closing);
        }
    }

    /** The batch in flight is written, or has failed. */
    void written(@Nullable Throwable failure) {
        if (phase == Phase.CLOSED) {
            return; // what was in flight is counted as discarded already
        }
        intake.answered(outbox.written(failure == null));
        if (failure != null) {
            closeSent = true; // the connection is broken: it ends by itself, or is aborted in a while
            close(null);
        } else if (isFlushable()) {
            shard.markDirty(this, urgentWaits || outbox.holdsOthers() || phase == Phase.CLOSING);
        }
        if (phase == Phase.CONNECTED) {
            subscriptions.feed();
        }
        read();
    }

    /** Whether the socket has not taken a write for a while. */
    boolean isStuck() {
        return outbox.isInFlight() && shard.now() - writeBeganAt >= STUCK_NANOS;
    }

    /** See {@link Outbox#reclaimableBytes}. */
    long reclaimableBytes() {
        return outbox.reclaimableBytes();
    }

    /** Ends it for the memory that it holds: in an orderly way, if that gives it back. */
    void reclaim() {
        close(Disconnect.SLOW_CONSUMER);
        outbox.releaseMemory(); // also of one that was closing, and has all that it was promised
        if (outbox.reclaimableBytes() > 0) {
            outbox.releaseAll();
            connection.abort();
        }
    }

    /** Whether so much waits that the next publications may be dropped. */
    boolean isCrowded() {
        return outbox.isHalfFull();
    }

    int pendingPublications() {
        return outbox.publications();
    }

    // Reading and time

    /** Asks for the next message, if it may come now. */
    void read() {
        if (phase == Phase.CLOSED || intake.isReading()) {
            return;
        }
        boolean busy = login.isUnderWay()
                || commands.isAsking()
                || subscriptions.isWaiting()
                || outbox.otherBytes() >= node.limits.get(Limit.HISTORY_PAGE_BYTES);
        long at = busy ? Timers.NEVER : intake.readableAt();
        if (at <= shard.now() || phase == Phase.CLOSING) { // then only the peer's close frame is of interest
            deadlines.resumeAt = Timers.NEVER;
            intake.begin();
            connection.demand();
        } else {
            deadlines.resumeAt = at;
            setTimer();
        }
    }

    private void setTimer() {
        long due = phase == Phase.CLOSING ? deadlines.phaseEndsAt : Math.min(deadlines.first(), login.dueAt());
        shard.timers.set(this, due);
    }

    @Override
    void fire() {
        long now = shard.now();
        if (phase == Phase.CLOSING) {
            deadlines.phaseEndsAt = Timers.NEVER;
            connection.abort();
        } else if (now >= deadlines.phaseEndsAt) {
            close(phase == Phase.CONNECTED ? Disconnect.TOKEN_EXPIRED : Disconnect.NO_CONNECT);
        } else if (now >= deadlines.drainAt) {
            closeGently(Disconnect.SHUTTING_DOWN);
        } else if (deadlines.isSilent(now)) {
            close(Disconnect.NO_PONG);
        } else {
            if (now >= login.dueAt()) {
                login.timeOut();
            }
            if (now >= deadlines.pingAt) {
                deadlines.pingAt = now + node.limits.nanos(Limit.PING_INTERVAL);
                connection.ping();
                outbox.trim();
            }
            read();
            setTimer();
        }
    }

    // The end

    /** Ends the session in an orderly way at {@code time}, with everything that it was promised. */
    void drainAt(long time) {
        deadlines.drainAt = time;
        if (!isEnding()) {
            setTimer();
        }
    }

    /** Discards publications, sends the replies that are left, then the close frame; none, if the connection is broken. */
    void close(@Nullable Disconnect disconnect) {
        if (isEnding()) {
            return;
        }
        outbox.discardPublications();
        outbox.releaseMemory();
        closeGently(disconnect);
    }

    /** Sends everything that waits, then the close frame. */
    private void closeGently(@Nullable Disconnect disconnect) {
        if (isEnding()) {
            return;
        }
        phase = Phase.CLOSING;
        closing = disconnect;
        deadlines.close(shard.now() + node.limits.nanos(Limit.CLOSE_TIMEOUT));
        subscriptions.endAll();
        replies.clear();
        setTimer(); // first: whatever fails from here on, the session ends
        shard.markDirty(this, true);
        read();
    }

    /** A fault of ours in something that concerns this session. */
    @Override
    void fault() {
        close(Disconnect.INTERNAL_ERROR);
    }

    /** The connection has gone. */
    void end(Disconnect observed) {
        if (phase == Phase.CLOSED) {
            return;
        }
        Disconnect reason = closing == null ? observed : closing;
        phase = Phase.CLOSED;
        subscriptions.endAll();
        replies.clear();
        outbox.end();
        shard.timers.set(this, Timers.NEVER);
        shard.remove(this);
        node.counters.closed(reason, closing != null);
        if (login.identity() != null) {
            node.events.closed(this, reason);
        }
    }

    private boolean isEnding() {
        return phase == Phase.CLOSING || phase == Phase.CLOSED;
    }
}
