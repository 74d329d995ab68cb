package dev.turbine.broker.nats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of channels that this node wants to hear of, and the subscriptions for them on the current wire. One that is not wanted
 * any more is kept for a moment: a page that is reloaded wants the same again. Owned by the thread of {@link Outbound}.
 */
final class Interests {
    /** So many subscriptions at once a server deals with in far less time than it has to answer. */
    private static final int SLICE = 10_000;

    private final String everyNodes;
    private final Unconfirmed unconfirmed;
    private final long lingerNanos;
    private final Map<String, Interest> interests = new HashMap<>();
    private final Queue<Interest> kept = new ArrayDeque<>();
    private @Nullable Wire wire; // one that is admitted
    private @Nullable Wire asking; // one that is not yet
    private final List<Runnable> early = new ArrayList<>(); // waits for that

    /** @param everyNodes the subject that no node can do without */
    Interests(String everyNodes, Unconfirmed unconfirmed, long lingerNanos) {
        this.everyNodes = everyNodes;
        this.unconfirmed = unconfirmed;
        this.lingerNanos = lingerNanos;
    }

    /**
     * Subscribes to everything on a new wire: first to what no node can do without, then a slice of the channels after the
     * other.
     *
     * @param joined run when the server has dealt with it all; never, if the wire ends before
     */
    void join(Wire wire, Runnable joined) {
        asking = wire;
        wire.subscribe(everyNodes);
        unconfirmed.add(confirmed -> {
            if (asking == wire) {
                admit(wire, joined);
            }
        });
    }

    /** From now on what the server refuses is about a channel, not about the node. */
    private void admit(Wire admitted, Runnable joined) {
        asking = null;
        wire = admitted;
        admitted.admit();
        runEarly();
        joinNext(admitted, new ArrayList<>(interests.values()).iterator(), joined);
    }

    private void runEarly() {
        List<Runnable> now = List.copyOf(early);
        early.clear();
        now.forEach(Runnable::run);
    }

    private void joinNext(Wire joining, Iterator<Interest> left, Runnable joined) {
        for (int i = 0; i < SLICE && left.hasNext(); i++) {
            Interest interest = left.next();
            if (interest.wanted) { // may have been dropped since
                subscribe(interest, joining);
            }
        }
        unconfirmed.add(confirmed -> {
            boolean current = wire == joining; // a channel that is refused does not keep the others out
            if (current && left.hasNext()) {
                joinNext(joining, left, joined);
            } else if (current) {
                joined.run();
            }
        });
    }

    /** The wire has ended: what is wanted now is subscribed with the next. */
    void leave() {
        wire = null;
        asking = null;
        runEarly();
    }

    /** @param done run when the server has confirmed the subscription, or when there is none to do so */
    void add(String subject, Runnable done) {
        Interest interest = interests.computeIfAbsent(subject, Interest::new);
        interest.wanted = true;
        confirm(interest, done);
    }

    private void confirm(Interest interest, Runnable done) {
        if (asking != null) {
            early.add(() -> confirm(interest, done));
        } else if (wire == null || !interest.wanted) {
            done.run();
        } else {
            subscribe(interest, wire);
            if (unconfirmed.isConfirmed(interest.mark)) {
                done.run();
            } else {
                unconfirmed.add(confirmed -> done.run());
            }
        }
    }

    /** Unless that is done. What is added to the unconfirmed next stands for it. */
    private void subscribe(Interest interest, Wire on) {
        if (interest.on != on) {
            on.subscribe(interest.subject);
            interest.on = on;
            interest.mark = unconfirmed.newest() + 1;
        }
    }

    /** Whether the server has confirmed the subscription. */
    boolean isHeard(String subject) {
        Interest interest = interests.get(subject);
        return interest != null && wire != null && interest.on == wire && unconfirmed.isConfirmed(interest.mark);
    }

    /** Nobody here wants it any more. */
    void remove(String subject, long now) {
        Interest interest = interests.get(subject);
        if (interest != null) {
            interest.wanted = false;
            interest.keptUntil = now + lingerNanos;
            queue(interest);
        }
    }

    private void queue(Interest interest) {
        if (!interest.queued) {
            interest.queued = true;
            interest.queuedUntil = interest.keptUntil;
            kept.add(interest);
        }
    }

    /**
     * Lets go of what was kept long enough: for the time to linger, or twice that if it came back and left again. Returns the
     * nanoseconds until there may be more of it.
     */
    long expire(long now) {
        Interest interest;
        while ((interest = kept.peek()) != null) {
            if (interest.queuedUntil - now > 0) {
                return interest.queuedUntil - now;
            }
            kept.remove();
            interest.queued = false;
            if (!interest.wanted && interest.keptUntil - now > 0) {
                queue(interest); // was wanted for a while in between
            } else if (!interest.wanted) {
                drop(interest);
            }
        }
        return Long.MAX_VALUE;
    }

    private void drop(Interest interest) {
        interests.remove(interest.subject);
        if (wire != null && interest.on == wire) {
            wire.unsubscribe(interest.subject);
        }
    }

    /** Those that are wanted, or kept. */
    int size() {
        return interests.size();
    }
}
