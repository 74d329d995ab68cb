package dev.turbine.tck.check;

import dev.turbine.api.Position;
import dev.turbine.tck.check.Event.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Writes journals for tests, in few words: one channel, named {@code c}, and time that passes with every event. */
final class Story {
    final List<Event> events = new ArrayList<>();
    private long now;

    Story(ChannelKind kind) {
        events.add(new Event.Declared("c", kind));
    }

    Story published(String source, long id, Outcome outcome) {
        events.add(new Event.Published(++now, source, id, "c", outcome, null));
        return this;
    }

    /** Acknowledged publications of node {@code n}. */
    Story published(long... ids) {
        for (long id : ids) {
            published("n", id, Outcome.ACKED);
        }
        return this;
    }

    Story add(Event event) {
        now++;
        events.add(event);
        return this;
    }

    On on(String connection) {
        return on(connection, connection, "n");
    }

    On on(String connection, String client, String node) {
        events.add(new Event.Opened(++now, connection, client, node));
        return new On(connection);
    }

    Verdict verdict() {
        return Checker.check(events);
    }

    static Position at(String epoch, long offset) {
        return new Position(epoch, offset);
    }

    /** A connection. */
    final class On {
        private final String connection;

        private On(String connection) {
            this.connection = connection;
        }

        On subscribed() {
            return subscribed(null, null, false);
        }

        On subscribed(@Nullable Position asked, @Nullable Position position, boolean recovered) {
            add(new Event.Subscribed(now + 1, connection, "c", asked, position, recovered));
            return this;
        }

        On received(long... ids) {
            for (long id : ids) {
                receivedAt(0, id);
            }
            return this;
        }

        /** With the ids as offsets. */
        On placed(long... ids) {
            for (long id : ids) {
                receivedAt(id, id);
            }
            return this;
        }

        On receivedAt(long offset, long id) {
            add(new Event.Received(now + 1, connection, "c", offset, id, true));
            return this;
        }

        /** A page with the ids as offsets. */
        On page(@Nullable Position since, Position top, boolean full, long... ids) {
            List<Event.Placed> placed = LongStream.of(ids)
                    .mapToObj(id -> new Event.Placed(id, id, true))
                    .toList();
            add(new Event.Page(now + 1, connection, "c", since, top, full, placed));
            return this;
        }

        On listening(ChannelKind kind) {
            add(new Event.Listening(now + 1, connection, "c", kind));
            return this;
        }

        On heard(@Nullable Position position, long id) {
            add(new Event.Heard(now + 1, connection, "c", position, id, true));
            return this;
        }

        On told(String who, boolean there) {
            add(new Event.Presence(now + 1, connection, "c", who, there));
            return this;
        }

        On unsubscribed(int code) {
            add(new Event.Unsubscribed(now + 1, connection, "c", code));
            return this;
        }

        On refreshed() {
            add(new Event.Refreshed(now + 1, connection));
            return this;
        }

        On expired() {
            add(new Event.Expired(now + 1, connection));
            return this;
        }

        On excused(int code) {
            add(new Event.Excused(now + 1, connection, code));
            return this;
        }

        On drained() {
            add(new Event.Drained(now + 1, connection));
            return this;
        }

        On closed(int code) {
            add(new Event.Closed(now + 1, connection, code));
            return this;
        }

        On ended() {
            add(new Event.Ended(now + 1, connection));
            return this;
        }
    }
}
