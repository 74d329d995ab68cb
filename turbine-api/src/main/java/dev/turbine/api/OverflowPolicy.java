package dev.turbine.api;

/**
 * What becomes of a channel's publication for a session whose outbound buffer is full ({@link Limit#OUTBOUND_MESSAGES},
 * {@link Limit#OUTBOUND_BYTES}). Whatever the policy, other sessions are not affected.
 */
public enum OverflowPolicy {
    /** It is dropped for that session, and counted. The default of a channel without history. */
    DROP_NEWEST,
    /**
     * The oldest publications of the channel that wait for the session make room for it, and are counted; where none of
     * the channel waits it is dropped.
     */
    DROP_OLDEST,
    /**
     * Of this channel only the latest waits: a publication takes the place of the one that the session's socket has not
     * taken yet, also where the buffer is not full. For values that replace each other, such as prices.
     */
    CONFLATE,
    /** The session is closed with 4001, slow consumer. */
    CLOSE,
    /**
     * The session gets nothing more of the channel until its socket takes what waits, and is then fed from the history
     * until it has caught up. Where the history no longer reaches back, its subscription ends with an {@code unsubscribed}
     * push, 4004. The default of a channel with history, and possible only there.
     */
    CATCH_UP
}
