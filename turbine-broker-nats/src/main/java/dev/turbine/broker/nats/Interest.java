package dev.turbine.broker.nats;

import org.jspecify.annotations.Nullable;

/** A subject that this node wants to hear of, or wanted a moment ago. */
final class Interest {
    final String subject;
    boolean wanted = true;
    /** The wire that the subscription was last sent on. */
    @Nullable
    Wire on;
    /** What is confirmed together with that. */
    long mark;
    /** Not wanted any more: until when it is kept, in case that somebody comes back. */
    long keptUntil;
    /** Stands in the queue of those that are kept; until when it need not be looked at. */
    boolean queued;

    long queuedUntil;

    Interest(String subject) {
        this.subject = subject;
    }
}
