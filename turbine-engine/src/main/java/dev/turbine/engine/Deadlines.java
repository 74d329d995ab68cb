package dev.turbine.engine;

import dev.turbine.api.Limit;

/** The moments at which one session has something to do by itself. Owned by the shard, but for {@link #heard}. */
final class Deadlines {
    /** When the phase ends by itself: without a connect, with the token, or without an answer to the close frame. */
    long phaseEndsAt = Timers.NEVER;

    long pingAt = Timers.NEVER;
    /** When the connection may be read again. */
    long resumeAt = Timers.NEVER;
    /** When a shutdown ends the session. */
    long drainAt = Timers.NEVER;

    /** When the token of a session that is being closed runs out. */
    long tokenEndsAt = Timers.NEVER;

    private final long silenceNanos;
    private volatile long heardAt;

    Deadlines(Limits limits, long now) {
        silenceNanos = limits.nanos(Limit.SILENCE_TIMEOUT);
        heardAt = now;
    }

    /** The last phase begins, in place of one that might have lasted for longer. */
    void close(long endsAt) {
        tokenEndsAt = phaseEndsAt;
        phaseEndsAt = endsAt;
    }

    /** Notes that the peer is alive. Called by the transport's threads. */
    void heard(long now) {
        heardAt = now;
    }

    boolean isSilent(long now) {
        return now - heardAt >= silenceNanos;
    }

    /** The first of them. */
    long first() {
        return Math.min(Math.min(phaseEndsAt, heardAt + silenceNanos), Math.min(Math.min(pingAt, drainAt), resumeAt));
    }
}
