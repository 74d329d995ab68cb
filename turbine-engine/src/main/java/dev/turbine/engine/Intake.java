package dev.turbine.engine;

import dev.turbine.api.Limit;

/**
 * Decides when one session's connection is read: one message at a time, none while too many commands are unanswered, and
 * none faster than the rate allows. Owned by the shard.
 */
final class Intake {
    private final int maxUnanswered;
    private final long nanosPerCommand;
    private final long burstNanos;
    private long fullAt; // a token bucket, kept as the moment at which it is full again
    private int unanswered;
    private boolean reading;

    Intake(Limits limits, long now) {
        maxUnanswered = limits.count(Limit.UNANSWERED_COMMANDS);
        nanosPerCommand = 1_000_000_000L / limits.get(Limit.COMMAND_RATE);
        burstNanos = nanosPerCommand * limits.get(Limit.COMMAND_BURST);
        fullAt = now;
    }

    /** A message is asked for. */
    void begin() {
        reading = true;
    }

    /** It has come, with a command in it. */
    void arrived(long now) {
        reading = false;
        unanswered++;
        fullAt = Math.max(fullAt, now) + nanosPerCommand;
    }

    /** Replies have been written. */
    void answered(int replies) {
        unanswered -= replies;
    }

    /** Whether a message is asked for and has not come. */
    boolean isReading() {
        return reading;
    }

    /** From when on the next message may be asked for; never, while replies have to be written first. */
    long readableAt() {
        return unanswered >= maxUnanswered ? Timers.NEVER : fullAt - burstNanos + nanosPerCommand;
    }
}
