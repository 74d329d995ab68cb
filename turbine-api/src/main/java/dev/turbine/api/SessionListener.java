package dev.turbine.api;

/**
 * Told of what sessions do. Implement what you need; every method does nothing by default.
 *
 * <p><b>Threads:</b> events come one at a time, in the order they happened, on Turbine's callback threads. <b>Blocking:</b>
 * allowed, and delays further events only; past {@link Limit#EVENT_QUEUE} events that wait, new ones are dropped and
 * counted in {@link Stats#lost}. An exception is logged, counted in {@link Stats#faults} and otherwise ignored.
 */
public interface SessionListener {
    /** A session has authenticated. */
    default void onConnected(SessionInfo session) {}

    /** A session's subscription is about to be confirmed to its client. */
    default void onSubscribed(SessionInfo session, String channel) {}

    /** A session that had authenticated has ended; its subscriptions have ended with it. */
    default void onClosed(SessionInfo session, Disconnect disconnect) {}
}
