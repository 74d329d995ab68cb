package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a node says to the others about who is on one channel there: {@code {"node":id,"kind":kind,"clients":{client:user}}}.
 * All that are there are named in parts, each with {@code "part":number,"last":boolean}.
 *
 * @param node its id
 * @param kind what it says of the clients
 * @param clients users by the ids of their sessions
 * @param part which part of all it is, from 0; 0 for other kinds
 * @param last whether there are no others
 */
public record PresenceReport(String node, Kind kind, Map<String, String> clients, int part, boolean last) {
    /** What is said of the clients of a report. */
    public enum Kind {
        /** They have come. */
        JOIN,
        /** They have gone. */
        LEAVE,
        /** These are there, and no others, once each part has been heard from 0 to the last. */
        ALL,
        /** Nothing: whoever hears it is to tell of its own. */
        ASK
    }

    /** Of any report. One with a single client may be larger than a part, since nothing bounds what a user is called. */
    public static final int MAX_BYTES = 1 << 20;

    /** A part ends before the client that would pass it: so it stays well under what a broker takes. */
    private static final int PART_BYTES = 32 << 10;

    private static final int MAX_PARTS = 1 << 20;
    private static final int MAX_DEPTH = 16;
    private static final Json JSON = new Json(MAX_DEPTH);

    /** Of any kind but {@link Kind#ALL}. */
    public static byte[] encode(String node, Kind kind, Map<String, String> clients) {
        StringJoiner members = new StringJoiner(",");
        clients.forEach((id, user) -> members.add(member(id, user)));
        return encode(node, kind, "", members.toString());
    }

    /** All clients, in as many parts as they need; one, if there are none. */
    public static List<byte[]> encodeAll(String node, Map<String, String> clients) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int bytes = 0;
        for (Map.Entry<String, String> client : clients.entrySet()) {
            String member = member(client.getKey(), client.getValue());
            int size = member.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > 0 && bytes + size > PART_BYTES) {
                parts.add(part.toString());
                part.setLength(0);
                bytes = 0;
            }
            part.append(bytes > 0 ? "," : "").append(member);
            bytes += size;
        }
        parts.add(part.toString());
        List<byte[]> reports = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String number = ",\"part\":" + i + ",\"last\":" + (i == parts.size() - 1);
            reports.add(encode(node, Kind.ALL, number, parts.get(i)));
        }
        return reports;
    }

    private static byte[] encode(String node, Kind kind, String number, String members) {
        String text =
                "{\"node\":\"" + node + "\",\"kind\":\"" + kind + "\"" + number + ",\"clients\":{" + members + "}}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String member(String id, String user) {
        return "\"" + quote(id) + "\":\"" + quote(user) + "\"";
    }

    private static String quote(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** Reads a report; null if it is none. */
    public static @Nullable PresenceReport decode(byte[] bytes) {
        String text = bytes.length > MAX_BYTES ? null : Utf8.decode(bytes);
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
        private long part;
        private boolean last;
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
                case "part" -> part = Json.readInteger(value);
                case "last" -> last = value.currentToken() == JsonToken.VALUE_TRUE;
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
            boolean numbered = part >= 0 && part < MAX_PARTS;
            if (bad || node == null || kind == null || clients == null || clients.bad || !numbered) {
                return null;
            }
            return new PresenceReport(node, kind, clients.users, (int) part, last);
        }
    }

    private static final class Clients implements Json.Members {
        private final Map<String, String> users = new LinkedHashMap<>();
        private boolean bad;

        @Override
        public void read(String id, JsonParser value) throws IOException {
            String user = Json.readText(value);
            bad |= user == null || user.isEmpty() || !Utf8.isWellFormed(user) || !Utf8.isWellFormed(id);
            users.put(id, user == null ? "" : user);
        }

        @Override
        public void repeated(String name) {
            bad = true;
        }
    }
}
