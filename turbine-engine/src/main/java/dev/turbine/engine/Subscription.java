package dev.turbine.engine;

import dev.turbine.api.OverflowPolicy;
import dev.turbine.engine.protocol.Reply;
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
    /** Why the server has ended it; null while it has not. */
    Reply.@Nullable Error failure;
    /** Where it stands among the channel's subscribers, while active. */
    int index = -1;
    /** Where it stands in the channel's history; null where there is none, and before the home has answered. */
    @Nullable
    Follow follow;

    Subscription(Session session, Subscribers.Channel channel) {
        this.session = session;
        this.channel = channel;
    }

    /**
     * Offers a publication that is the channel's newest. False if the session does not take it.
     *
     * @param offset its place in the history, and {@code previous} the place before it; 0 where there is none
     */
    boolean deliver(OutboundMessage publication, long offset, long previous, boolean urgent) {
        Follow follow = this.follow;
        if (follow == null) {
            return session.deliver(publication, channel.policy, urgent);
        }
        if (follow.behind) {
            return false; // it will find it in the history
        }
        if (follow.offset != previous) {
            session.subscriptions().fallBehind(this);
            return false;
        }
        boolean taken = session.deliver(publication, channel.policy, urgent);
        if (!taken && channel.policy == OverflowPolicy.CATCH_UP) {
            session.subscriptions().fallBehind(this);
            return false;
        }
        follow.offset = offset;
        return taken;
    }
}
