package dev.turbine.tck.check;

import dev.turbine.api.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event as a line: a word for its kind and its fields, with tabs between them. Channels have no control characters; a
 * name that a test makes up must have none either.
 */
final class EventText {
    private static final String NONE = "-";

    private EventText() {}

    static String write(Event event) {
        if (event instanceof Event.Declared e) {
            return line("channel", e.channel(), e.kind());
        }
        if (event instanceof Event.Published e) {
            return line("published", e.at(), e.source(), e.id(), e.channel(), e.outcome(), text(e.position()));
        }
        Event.OfClient ofClient = (Event.OfClient) event;
        return line(word(ofClient), ofClient.at(), ofClient.connection(), fields(ofClient));
    }

    private static String word(Event.OfClient event) {
        return Word.of(event).name().toLowerCase(Locale.ROOT);
    }

    private static Object[] fields(Event.OfClient event) {
        if (event instanceof Event.Opened e) {
            return new Object[] {e.client(), e.node()};
        } else if (event instanceof Event.Subscribed e) {
            return new Object[] {e.channel(), text(e.asked()), text(e.position()), e.recovered()};
        } else if (event instanceof Event.Received e) {
            return new Object[] {e.channel(), e.offset(), e.id(), e.intact()};
        } else if (event instanceof Event.Listening e) {
            return new Object[] {e.channel(), e.kind()};
        } else if (event instanceof Event.Heard e) {
            return new Object[] {e.channel(), text(e.position()), e.id(), e.intact()};
        } else if (event instanceof Event.Page e) {
            return new Object[] {e.channel(), text(e.since()), text(e.top()), e.full(), text(e.publications())};
        } else if (event instanceof Event.Presence e) {
            return new Object[] {e.channel(), e.who(), e.there()};
        } else if (event instanceof Event.Unsubscribed e) {
            return new Object[] {e.channel(), e.code()};
        } else if (event instanceof Event.Excused e) {
            return new Object[] {e.code()};
        } else if (event instanceof Event.Closed e) {
            return new Object[] {e.code()};
        }
        return new Object[0];
    }

    private enum Word {
        OPENED,
        SUBSCRIBED,
        RECEIVED,
        LISTENING,
        HEARD,
        PAGE,
        PRESENCE,
        UNSUBSCRIBED,
        REFRESHED,
        EXPIRED,
        EXCUSED,
        DRAINED,
        CLOSED,
        ENDED;

        static Word of(Event.OfClient event) {
            return valueOf(event.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        }
    }

    private static String line(String word, Object first, Object second, Object... more) {
        StringBuilder line =
                new StringBuilder(word).append('\t').append(first).append('\t').append(second);
        for (Object field : more) {
            line.append('\t').append(field);
        }
        return line.toString();
    }

    private static String text(@Nullable Position position) {
        return position == null ? NONE : position.offset() + "@" + position.epoch();
    }

    private static String text(List<Event.Placed> publications) {
        return publications.isEmpty()
                ? NONE
                : publications.stream()
                        .map(p -> p.offset() + " " + p.id() + " " + p.intact())
                        .collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException if it is none */
    static Event read(String line) {
        try {
            return read(List.of(line.split("\t", -1)));
        } catch (RuntimeException notAnEvent) {
            throw new IllegalArgumentException("not a line of a journal: " + line, notAnEvent);
        }
    }

    private static Event read(List<String> fields) {
        List<String> left = new ArrayList<>(fields.subList(1, fields.size()));
        Fields f = new Fields(left);
        String word = fields.get(0);
        if (word.equals("channel")) {
            return new Event.Declared(f.text(), ChannelKind.valueOf(f.text()));
        }
        long at = f.number();
        String name = f.text();
        if (word.equals("published")) {
            return new Event.Published(at, name, f.number(), f.text(), Event.Outcome.valueOf(f.text()), f.position());
        }
        return switch (Word.valueOf(word.toUpperCase(Locale.ROOT))) {
            case OPENED -> new Event.Opened(at, name, f.text(), f.text());
            case SUBSCRIBED -> new Event.Subscribed(at, name, f.text(), f.position(), f.position(), f.truth());
            case RECEIVED -> new Event.Received(at, name, f.text(), f.number(), f.number(), f.truth());
            case LISTENING -> new Event.Listening(at, name, f.text(), ChannelKind.valueOf(f.text()));
            case HEARD -> new Event.Heard(at, name, f.text(), f.position(), f.number(), f.truth());
            case PAGE -> new Event.Page(at, name, f.text(), f.position(), f.place(), f.truth(), f.publications());
            case PRESENCE -> new Event.Presence(at, name, f.text(), f.text(), f.truth());
            case UNSUBSCRIBED -> new Event.Unsubscribed(at, name, f.text(), (int) f.number());
            case REFRESHED -> new Event.Refreshed(at, name);
            case EXPIRED -> new Event.Expired(at, name);
            case EXCUSED -> new Event.Excused(at, name, (int) f.number());
            case DRAINED -> new Event.Drained(at, name);
            case CLOSED -> new Event.Closed(at, name, (int) f.number());
            case ENDED -> new Event.Ended(at, name);
        };
    }

    private record Fields(List<String> left) {
        String text() {
            return left.remove(0);
        }

        long number() {
            return Long.parseLong(text());
        }

        boolean truth() {
            return Boolean.parseBoolean(text());
        }

        List<Event.Placed> publications() {
            String text = text();
            return text.equals(NONE)
                    ? List.of()
                    : Stream.of(text.split(",")).map(Fields::placed).toList();
        }

        private static Event.Placed placed(String text) {
            String[] parts = text.split(" ", -1);
            return new Event.Placed(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Boolean.parseBoolean(parts[2]));
        }

        Position place() {
            return Objects.requireNonNull(position(), "a position");
        }

        @Nullable
        Position position() {
            String text = text();
            int at = text.indexOf('@');
            return text.equals(NONE)
                    ? null
                    : new Position(text.substring(at + 1), Long.parseLong(text.substring(0, at)));
        }
    }
}
