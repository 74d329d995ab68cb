package dev.turbine.engine;

import org.jspecify.annotations.Nullable;

/**
 * One attempt of a session to subscribe to a channel, and what has become of it. A later attempt is another object: so an
 * answer that comes for an attempt that has ended is told from one for its successor.
 */
final class Subscription {
    enum State {
        /** The home of the channel has not answered yet. */
        PENDING,
        /** It has, and the reply waits for earlier replies of the session. */
        ANSWERED,
        /** Publications of the channel reach the session. */
        ACTIVE,
        /** Unsubscribed, or the session has closed. */
        ENDED
    }

    final Session session;
    final Subscribers.Channel channel;
    State state = State.PENDING;
    /** The place its reply will take; null once it is released. */
    Replies.@Nullable Slot slot;
    /** Where it stands among the channel's subscribers, while active. */
    int index = -1;

    Subscription(Session session, Subscribers.Channel channel) {
        this.session = session;
        this.channel = channel;
    }
}
