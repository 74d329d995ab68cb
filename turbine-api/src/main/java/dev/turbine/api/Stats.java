package dev.turbine.api;

import java.util.Map;

/**
 * What a node has counted since its start, taken at one moment.
 *
 * <p>Deliveries obey a law: {@code offered = delivered + sum(dropped)} and {@code delivered = sent + sum(discarded) +
 * pending}. One delivery is one publication for one session.
 *
 * @param sessions open sessions, authenticated or not
 * @param subscriptions subscriptions that are confirmed to their clients
 * @param channels channels with a subscriber on this node, in a session or in the host's process
 * @param published publications accepted, from the host and over HTTP
 * @param offered deliveries offered to outbound buffers
 * @param delivered deliveries that an outbound buffer accepted
 * @param dropped deliveries that were not accepted, by reason: {@code messages} and {@code bytes} (the session's buffer
 *     was full by that measure)
 * @param sent deliveries written to a socket
 * @param discarded deliveries accepted and not written, by reason: {@code closed} (the session ended first), {@code
 *     failed} (the write did), {@code overtaken} (a newer one of its channel took its place, by the channel's {@link
 *     OverflowPolicy})
 * @param pending deliveries that wait or are being written
 * @param pendingBytes bytes that outbound buffers hold; a message shared by sessions is counted once for each shard
 * @param history of channels that keep one: {@code bytes} held now; so far, publications that were {@code evicted} to make
 *     room for other channels, subscriptions that were {@code recovered} and {@code unrecovered}, that fell {@code behind}
 *     and that were {@code lost}, which is told to the client with 4004
 * @param refused commands and requests answered with an error, by its code
 * @param closed connections that ended, by close code; 0 for a code of the client's own
 * @param lost what was lost elsewhere, by kind: {@code events} for the host's session listener, {@code publications} for
 *     listeners in the host's process, {@code gaps} that the broker reported, {@code malformed} publications and reports of
 *     nodes that it handed in, {@code reports} of other nodes that came faster than they could be taken in, or from more
 *     nodes than {@link Limit#NODES}, {@code clients} of other nodes that {@link Limit#PRESENCE_BYTES} has no room for, each
 *     time one is named
 * @param link the link to the other nodes
 * @param faults errors inside the engine, a plug-in or a listener of the host's, that were caught and logged
 */
public record Stats(
        long sessions,
        long subscriptions,
        long channels,
        long published,
        long offered,
        long delivered,
        Map<String, Long> dropped,
        long sent,
        Map<String, Long> discarded,
        long pending,
        long pendingBytes,
        Map<String, Long> history,
        Map<Integer, Long> refused,
        Map<Integer, Long> closed,
        Map<String, Long> lost,
        LinkStats link,
        long faults) {
    public Stats {
        dropped = Map.copyOf(dropped);
        discarded = Map.copyOf(discarded);
        history = Map.copyOf(history);
        refused = Map.copyOf(refused);
        closed = Map.copyOf(closed);
        lost = Map.copyOf(lost);
    }
}
