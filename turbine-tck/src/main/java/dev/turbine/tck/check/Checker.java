package dev.turbine.tck.check;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Judges what publishers and clients saw, once it is over. What a channel promises stands at its {@link ChannelKind}; every
 * way to break a promise is a {@link Violation}.
 *
 * <p>The checker knows nothing of the system but its journals, and takes nothing for granted that is not in there: where no
 * event says that a client could have seen something, it says nothing. So it never accuses wrongly, if events say what
 * happened; but a client that was killed, or whose journal has no {@link Event.Ended}, is owed only what later
 * publications prove that it should have had.
 */
public final class Checker {
    private record Key(String client, String channel) {}

    private final Verdict verdict = new Verdict();
    private final Publications publications;
    private final Places places = new Places(verdict);
    private final Pages pages;
    private final NodeOrders orders = new NodeOrders();
    private final Map<String, ConnectionTrace> connections = new LinkedHashMap<>();
    private final Map<String, ConnectionTrace> current = new LinkedHashMap<>(); // by client
    private final Map<Key, Trail> trails = new LinkedHashMap<>();

    private Checker(Iterable<? extends Event> events) {
        publications = new Publications(events, verdict);
        pages = new Pages(publications, places, verdict);
    }

    /**
     * Judges events: those of all publishers, of all clients and of whoever runs the test.
     *
     * @throws IllegalArgumentException if they contradict themselves: two publications with one id, an event of a connection
     *     that was not opened
     */
    public static Verdict check(Iterable<? extends Event> events) {
        Checker checker = new Checker(events);
        for (Event event : events) {
            if (event instanceof Event.OfClient ofClient) {
                checker.take(ofClient);
            }
        }
        checker.judge();
        return checker.verdict;
    }

    private void take(Event.OfClient event) {
        if (event instanceof Event.Opened opened) {
            open(opened);
            return;
        }
        ConnectionTrace connection = connections.get(event.connection());
        if (connection == null) {
            throw new IllegalArgumentException("on a connection that was not opened: " + event);
        }
        connection.take(event);
    }

    private void open(Event.Opened event) {
        ConnectionTrace before = current.get(event.client());
        if (before != null) {
            before.end();
        }
        ConnectionTrace connection = new ConnectionTrace(event, this::trail, publications, pages, verdict);
        if (connections.put(event.connection(), connection) != null) {
            throw new IllegalArgumentException("opened twice: " + event);
        }
        current.put(event.client(), connection);
    }

    private Trail trail(String client, String channel, ChannelKind kind) {
        return trails.computeIfAbsent(
                new Key(client, channel),
                key -> kind.hasHistory()
                        ? new HistoryTrail(kind == ChannelKind.HISTORY, publications, places, verdict)
                        : new PlainTrail(kind, publications, orders(channel), verdict));
    }

    /** Where there are places, they say what the order is, and a log that starts afresh may be given something once more. */
    private NodeOrders orders(String channel) {
        return publications.kind(channel).hasHistory() ? new NodeOrders() : orders;
    }

    private void judge() {
        publications.forEachPlace(published -> {
            if (published.position() != null) {
                places.note(published.channel(), published.position(), published.id(), published.toString());
            }
        });
        connections.values().forEach(ConnectionTrace::end);
        trails.values().forEach(Trail::judge);
        pages.judge();
        orders.judge(verdict);
    }
}
