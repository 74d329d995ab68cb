package dev.turbine.api;

import java.util.Map;

/**
 * The link of a node to the others, and what has gone over it since the start.
 *
 * <p>Publications obey a law: {@code offered = forwarded + sum(notForwarded) + unknown + waiting}. The numbers are read one
 * after another while more goes on: they add up when nothing does. The reasons are those of the broker, which may have
 * others than are named here, and leave out those that did not occur.
 *
 * @param state how the link is at the moment
 * @param offered publications of this node that were handed to the broker
 * @param forwarded those of them that the broker's server has confirmed
 * @param notForwarded those that did not leave, by reason, such as {@code alone} (no other node could be reached since the
 *     start: no fault), {@code away} (the link was down), {@code full} (too many were unconfirmed), {@code size} (too large
 *     for the broker's server), {@code failed} (anything else)
 * @param unknown those that left, and the link failed, or the broker's server refused something, before they were
 *     confirmed
 * @param waiting those that wait to leave, or to be confirmed
 * @param received publications of other nodes that came in and were handed on; not what nodes tell each other of themselves
 * @param dropped what came in and was not handed on, also of what nodes tell each other, by reason, such as
 *     {@code malformed}, {@code late} (after a newer one of the same node), {@code echo} (of this very node), {@code
 *     overflow} (came faster than this node takes in)
 * @param gaps how often publications of any channel may have been missed
 */
public record LinkStats(
        State state,
        long offered,
        long forwarded,
        Map<String, Long> notForwarded,
        long unknown,
        long waiting,
        long received,
        Map<String, Long> dropped,
        long gaps) {
    /** How a link is. */
    public enum State {
        /** There is no broker. */
        NONE,
        /** There is one, and its server has not been reached since the start: a single node. */
        ALONE,
        /** Publications come and go. */
        UP,
        /** It was up. The broker is trying to come back. */
        AWAY
    }

    /** Of a node without a broker. */
    public static final LinkStats NONE = new LinkStats(State.NONE, 0, 0, Map.of(), 0, 0, 0, Map.of(), 0);

    public LinkStats {
        notForwarded = Map.copyOf(notForwarded);
        dropped = Map.copyOf(dropped);
    }
}
