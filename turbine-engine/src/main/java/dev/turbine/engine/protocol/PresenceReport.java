package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a node says to the others about who is on one channel there.
 *
 * @param node its id
 * @param kind what it says of the clients
 * @param clients users by the ids of their sessions
 */
public record PresenceReport(String node, Kind kind, Map<String, String> clients) {
    /** What is said of the clients of a report. */
    public enum Kind {
        /** They have come. */
        JOIN,
        /** They have gone. */
        LEAVE,
        /** These are the first of all that are there. */
        FIRST,
        /** These are more of them. */
        MORE,
        /** There are no others. */
        LAST,
        /** Nothing: whoever hears it is to tell of its own. */
        ASK
    }

    private static final int MAX_DEPTH = 16;
    private static final Json JSON = new Json(MAX_DEPTH);

    public byte[] encode() {
        StringJoiner members = new StringJoiner(",", "{", "}");
        clients.forEach((id, user) -> members.add("\"" + quote(id) + "\":\"" + quote(user) + "\""));
        String text = "{\"node\":\"" + node + "\",\"kind\":\"" + kind + "\",\"clients\":" + members + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quote(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** Reads a report; null if it is none. */
    public static @Nullable PresenceReport decode(byte[] bytes) {
        String text = Utf8.decode(bytes);
        Fields fields = new Fields();
        try {
            if (text != null) {
                JSON.readObject(text, fields);
            }
        } catch (IOException noReport) {
            return null;
        }
        return fields.report();
    }

    private static final class Fields implements Json.Members {
        private @Nullable String node;
        private @Nullable Kind kind;
        private @Nullable Clients clients;
        private boolean bad;

        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "node" -> node = Json.readText(value);
                case "kind" -> kind = kind(Json.readText(value));
                case "clients" -> {
                    if (value.currentToken() == JsonToken.START_OBJECT) {
                        clients = new Clients();
                        Json.readMembers(value, clients);
                    }
                }
                default -> {}
            }
        }

        private static @Nullable Kind kind(@Nullable String name) {
            for (Kind kind : Kind.values()) {
                if (kind.name().equals(name)) {
                    return kind;
                }
            }
            return null;
        }

        @Override
        public void repeated(String name) {
            bad = true;
        }

        @Nullable
        PresenceReport report() {
            if (bad || node == null || kind == null || clients == null || clients.bad) {
                return null;
            }
            return new PresenceReport(node, kind, clients.users);
        }
    }

    private static final class Clients implements Json.Members {
        private final Map<String, String> users = new LinkedHashMap<>();
        private boolean bad;

        @Override
        public void read(String id, JsonParser value) throws IOException {
            String user = Json.readText(value);
            bad |= user == null || user.isEmpty();
            users.put(id, user == null ? "" : user);
        }

        @Override
        public void repeated(String name) {
            bad = true;
        }
    }
}
