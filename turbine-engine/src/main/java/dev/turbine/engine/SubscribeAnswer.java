package dev.turbine.engine;

import dev.turbine.api.Position;
import dev.turbine.engine.protocol.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What the home of a channel says to an attempt to subscribe.
 *
 * @param reply for the client
 * @param follow where the subscription stands; null if the channel has no history, or the answer is an error
 */
record SubscribeAnswer(Reply reply, @Nullable Follow follow) {
    static final SubscribeAnswer PLAIN = new SubscribeAnswer(Reply.Result.SUBSCRIBED, null);
    static final SubscribeAnswer UNAVAILABLE = new SubscribeAnswer(Reply.Error.UNAVAILABLE, null);

    /** Of a channel without a history. */
    static SubscribeAnswer plain(@Nullable Position recover) {
        return recover == null ? PLAIN : new SubscribeAnswer(new Reply.Subscribed(null, false), null);
    }

    static SubscribeAnswer of(History history, @Nullable Position recover, PageSize size) {
        Position top = history.position();
        boolean recovered = recover != null && history.reaches(recover);
        Follow follow = new Follow(top.epoch(), recovered && recover != null ? recover.offset() : top.offset());
        follow.page = history.after(follow.offset, size);
        return new SubscribeAnswer(new Reply.Subscribed(top, recover == null ? null : recovered), follow);
    }
}
