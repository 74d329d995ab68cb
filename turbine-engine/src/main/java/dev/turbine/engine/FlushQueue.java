package dev.turbine.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a shard that have something to send, and whose turn it is. Those with a reply, or with a publication for a
 * few, do not wait for a broadcast to thousands.
 *
 * <p>When a broadcast has been written to everybody, the next one begins only after a pause as long as that took. Without it a
 * shard would write as often as it can, a message or two at a time, and use all of its core at a tenth of what the core can
 * deliver; the clients' machines would pay for as many reads. With it a publication waits for the rest of the broadcast before,
 * and for as long again, and messages gather meanwhile. There is no pause where so many have gathered that it might cost some.
 */
final class FlushQueue {
    /** One in so many turns goes to a session of a broadcast, so that the others cannot starve it. */
    private static final int BULK_SHARE = 4;

    /** To tens of thousands of sessions it takes so long that enough is gathered meanwhile. */
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Queue<Session> urgent = new ArrayDeque<>();
    private Queue<Session> bulk = new ArrayDeque<>(); // the broadcast that is being written
    private Queue<Session> nextBulk = new ArrayDeque<>(); // or those that have gathered meanwhile
    private long turns; // counted over all rounds: a slow one may end after its first flush
    private boolean bulkTurn;
    private long bulkNanos; // spent on this broadcast so far
    private int bulkBalance; // sessions of it that were crowded, less those that were not
    private long pausedUntil = Long.MIN_VALUE;

    /** @param first whether it does not wait for broadcasts. A session may stand in both queues, once in each */
    void add(Session session, boolean first) {
        if (session.inUrgent || !first && session.inBulk) {
            return;
        }
        if (first) {
            session.inUrgent = true;
            urgent.add(session);
        } else {
            session.inBulk = true;
            nextBulk.add(session);
        }
    }

    /** The session to be flushed next; null if there is none for now. */
    @Nullable
    Session next(long now) {
        if (bulk.isEmpty() && now >= pausedUntil) {
            Queue<Session> written = bulk;
            bulk = nextBulk;
            nextBulk = written;
        }
        bulkTurn = !bulk.isEmpty() && (urgent.isEmpty() || turns++ % BULK_SHARE == 0);
        Session session = bulkTurn ? bulk.poll() : urgent.poll();
        if (session != null && bulkTurn) {
            session.inBulk = false;
        } else if (session != null) {
            session.inUrgent = false;
        }
        return session;
    }

    /**
     * The session that was next has been flushed.
     *
     * @param crowded whether so much waited that a pause might cost it messages
     */
    void flushed(long nanos, long now, boolean crowded) {
        if (bulkTurn) {
            bulkNanos += nanos;
            bulkBalance += crowded ? 1 : -1;
            if (bulk.isEmpty()) {
                // One that does not read must not take the pause from all the others.
                pausedUntil = bulkBalance > 0 ? now : now + Math.min(bulkNanos, LONGEST_PAUSE);
                bulkNanos = 0;
                bulkBalance = 0;
            }
        }
    }

    /** From when on there is a session to be flushed; {@link Timers#NEVER} if none waits. */
    long readyAt() {
        if (!urgent.isEmpty() || !bulk.isEmpty()) {
            return Long.MIN_VALUE;
        }
        return nextBulk.isEmpty() ? Timers.NEVER : pausedUntil;
    }
}
