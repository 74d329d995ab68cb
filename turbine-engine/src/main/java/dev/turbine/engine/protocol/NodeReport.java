package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.turbine.api.NodeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself to the others.
 *
 * @param channelOptions what its channels keep, as a digest to compare; null if it says nothing of it
 * @param leaving whether it is its last word
 */
public record NodeReport(NodeInfo node, @Nullable String channelOptions, boolean leaving) {
    private static final int MAX_BYTES = 1024;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_DIGITS = 16;
    private static final long MAX_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** A node's name, and what makes it that of one start. Nothing in it needs escaping, wherever it is written. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}-[0-9a-f]{12}");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16}");

    private static final Json JSON = new Json(MAX_DEPTH);

    public byte[] encode() {
        String text =
                "{\"node\":\"" + node.id() + "\",\"started\":" + node.started().toEpochMilli() + ",\"sessions\":"
                        + node.sessions() + ",\"channels\":" + node.channels()
                        + (channelOptions == null ? "" : ",\"channelOptions\":\"" + channelOptions + '"')
                        + (leaving ? ",\"leaving\":true}" : "}");
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a report; null if it is none. Members that are unknown come from later versions and are passed over. */
    public static @Nullable NodeReport decode(byte[] bytes) {
        String text = bytes.length > MAX_BYTES ? null : Utf8.decode(bytes);
        if (text == null) {
            return null;
        }
        Fields fields = new Fields();
        try {
            JSON.readObject(text, fields);
        } catch (IOException noReport) {
            return null;
        }
        return fields.report();
    }

    /** What stands in a report; what is missing or of the wrong type stays unset. */
    private static final class Fields implements Json.Members {
        private static final long NONE = -1;

        private @Nullable String id;
        private long started = NONE;
        private long sessions = NONE;
        private long channels = NONE;
        private @Nullable String channelOptions;
        private boolean leaving;
        private boolean bad;

        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "node" -> id = readString(value);
                case "channelOptions" -> {
                    String digest = readString(value);
                    channelOptions = digest != null && DIGEST.matcher(digest).matches() ? digest : null;
                }
                case "started" -> started = readNumber(value);
                case "sessions" -> sessions = readNumber(value);
                case "channels" -> channels = readNumber(value);
                case "leaving" -> {
                    leaving = value.currentToken() == JsonToken.VALUE_TRUE;
                    bad |= !value.currentToken().isBoolean();
                }
                default -> {}
            }
        }

        private static @Nullable String readString(JsonParser value) throws IOException {
            return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
        }

        private static long readNumber(JsonParser value) throws IOException {
            // Converting a longer number would cost time by its length.
            boolean isNumber =
                    value.currentToken() == JsonToken.VALUE_NUMBER_INT && value.getTextLength() <= MAX_DIGITS;
            return isNumber ? value.getLongValue() : NONE;
        }

        @Override
        public void repeated(String name) {
            bad = true;
        }

        @Nullable
        NodeReport report() {
            String node = id;
            if (bad || node == null || !ID.matcher(node).matches()) {
                return null;
            }
            if (started < 0 || started > MAX_MILLIS || sessions < 0 || channels < 0) {
                return null;
            }
            NodeInfo info = new NodeInfo(node, Instant.ofEpochMilli(started), sessions, channels);
            return new NodeReport(info, channelOptions, leaving);
        }
    }
}
