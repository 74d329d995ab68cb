package dev.turbine.tck.check;

import dev.turbine.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link Journal}: what a publisher, a client or whoever runs the test knows. Times are those of any clock
 * that all writers share, in any unit: the checker asks only what came before what.
 */
public sealed interface Event {
    /** What a channel promises. One that is not declared is {@link ChannelKind#LOSSY}. */
    record Declared(String channel, ChannelKind kind) implements Event {}

    /**
     * What became of a publication; written when that is known, or when nothing more will become known.
     *
     * @param at when it began, before anybody could receive it
     * @param source where it was published, for a subscriber on the same node; publications of one source have rising ids
     *     in the order in which they were published
     * @param id which publication it is, of all channels and sources; over 0
     * @param position its place, if the publisher was told
     */
    record Published(
            long at,
            String source,
            long id,
            String channel,
            Outcome outcome,
            @Nullable Position position) implements Event {}

    /** What a publisher was told. */
    enum Outcome {
        /** Accepted. */
        ACKED,
        /** Accepted where it was published; other nodes may not have got it. */
        PARTIAL,
        /** It may have been accepted, or not. */
        UNKNOWN,
        REFUSED
    }

    /** Something that a client saw; one client's events are written in their order. */
    sealed interface OfClient extends Event {
        /** When. */
        long at();

        /** Which connection; no two in all journals have the same name. */
        String connection();
    }

    /**
     * A connection begins, and the client's one before it is over.
     *
     * @param client who it is, over all of its connections
     * @param node where it goes
     */
    record Opened(long at, String connection, String client, String node) implements OfClient {}

    /**
     * The reply {@code subscribed}.
     *
     * @param asked the position that the client asked to recover from; null if it did not
     * @param position that of the reply; null if it had none
     * @param recovered whether the reply said so
     */
    record Subscribed(
            long at,
            String connection,
            String channel,
            @Nullable Position asked,
            @Nullable Position position,
            boolean recovered)
            implements OfClient {}

    /**
     * A publication.
     *
     * @param offset its place; 0 if it had none
     * @param id what {@link Payload} says; 0 if it could not be read
     * @param intact whether it arrived as it was published
     */
    record Received(long at, String connection, String channel, long offset, long id, boolean intact)
            implements OfClient {}

    /**
     * A page of a history, which the client asked for.
     *
     * @param since the position that it follows without a hole; null for the oldest that is kept, whichever that is
     * @param top where the channel stands, by the page's word
     * @param full whether it may end before that: it holds as many as it may
     */
    record Page(
            long at,
            String connection,
            String channel,
            @Nullable Position since,
            Position top,
            boolean full,
            List<Placed> publications)
            implements OfClient {}

    /**
     * Code in a node's own process listens to a channel from now on; it is a client with a connection of its own. Nobody tells
     * it of a hole.
     *
     * @param kind what it is promised, which is less than the channel promises to others: one without a history
     */
    record Listening(long at, String connection, String channel, ChannelKind kind) implements OfClient {}

    /**
     * A publication that such code was handed.
     *
     * @param position its place; null if it had none
     * @param id as in {@link Received}
     */
    record Heard(
            long at,
            String connection,
            String channel,
            @Nullable Position position,
            long id,
            boolean intact) implements OfClient {}

    /** A publication on a page; as in {@link Received}. */
    record Placed(long offset, long id, boolean intact) {}

    /**
     * The push {@code join} or {@code leave}. Written only where no push may be dropped: who has missed one knows nothing.
     *
     * @param who the id of the session that came or went
     * @param there whether it came
     */
    record Presence(long at, String connection, String channel, String who, boolean there) implements OfClient {}

    /**
     * The end of one subscription.
     *
     * @param code that of the push {@code unsubscribed}; 0 for the reply to the client's own command
     */
    record Unsubscribed(long at, String connection, String channel, int code) implements OfClient {}

    /** The reply {@code refreshed}: the token has not run out, or another one has taken its place. */
    record Refreshed(long at, String connection) implements OfClient {}

    /**
     * The token has run out. Written by the client itself, which knows when that is, and adds the time that something may
     * be on its way.
     */
    record Expired(long at, String connection) implements OfClient {}

    /** There is a reason for the connection, or one of its subscriptions, to end with a code, if it does. */
    record Excused(long at, String connection, int code) implements OfClient {}

    /**
     * The node of the connection shuts down. It accepts nothing more, and what it has accepted has the time to arrive before it
     * closes the connection with 4000.
     */
    record Drained(long at, String connection) implements OfClient {}

    /** The connection has ended; 1006 for a cut. */
    record Closed(long at, String connection, int code) implements OfClient {}

    /** All that was published has had the time to arrive, and the client has read all there was. */
    record Ended(long at, String connection) implements OfClient {}
}
