package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.turbine.spi.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Version 1 of the wire protocol: one JSON object for each frame. See {@code docs/protocol.md}. */
public final class JsonProtocol implements Protocol {
    private static final long MAX_ID = (1L << 53) - 1; // what a number of JavaScript's holds exactly
    private static final byte[] PUBLICATION_START = ascii("{\"method\":\"publication\",\"params\":{\"channel\":\"");
    private static final byte[] PUBLICATION_DATA = ascii("\",\"data\":");
    private static final byte[] PUBLICATION_END = ascii("}}");

    private final Json json;
    private final int maxChannelBytes;

    /**
     * @param maxDepth depth of nested arrays and objects in a command
     * @param maxChannelBytes length of a channel's name
     */
    public JsonProtocol(int maxDepth, int maxChannelBytes) {
        this.json = new Json(maxDepth);
        this.maxChannelBytes = maxChannelBytes;
    }

    @Override
    public Command decode(byte[] frame) {
        if (!Json.isUtf8(frame)) {
            return new Command.Bad(0, Reply.Error.BAD_UTF8);
        }
        Envelope envelope = new Envelope();
        try {
            json.readObject(frame, envelope);
        } catch (IOException notACommand) {
            return new Command.Bad(0, Reply.Error.BAD_COMMAND);
        }
        return envelope.id < 0 ? new Command.Bad(0, Reply.Error.BAD_COMMAND) : command(envelope);
    }

    private Command command(Envelope envelope) {
        long id = envelope.id;
        Command bad = new Command.Bad(id, Reply.Error.BAD_COMMAND);
        if (envelope.method == null) {
            return bad;
        }
        return switch (envelope.method) {
            case "connect" -> envelope.token == null ? bad : new Command.Connect(id, envelope.token);
            case "subscribe" -> new Command.Subscribe(id, validChannel(envelope.channel));
            case "unsubscribe" -> new Command.Unsubscribe(id, validChannel(envelope.channel));
            case "ping" -> new Command.Ping(id);
            default -> bad;
        };
    }

    private @Nullable String validChannel(@Nullable String channel) {
        return channel != null && ChannelName.isValid(channel, maxChannelBytes) ? channel : null;
    }

    /** What a command's frame holds, in whatever order it stands there; what is missing or ill-typed stays unset. */
    private static final class Envelope implements Json.Member {
        long id = -1;

        @Nullable
        String method;

        @Nullable
        String token;

        @Nullable
        String channel;

        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "id" -> id = readId(value);
                case "method" -> method = readText(value);
                case "params" -> {
                    if (value.currentToken() == JsonToken.START_OBJECT) {
                        Json.readMembers(value, this::readParam);
                    }
                }
                default -> {}
            }
        }

        private void readParam(String name, JsonParser value) throws IOException {
            switch (name) {
                case "token" -> token = readText(value);
                case "channel" -> channel = readText(value);
                default -> {}
            }
        }

        private static @Nullable String readText(JsonParser value) throws IOException {
            return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
        }

        private static long readId(JsonParser value) throws IOException {
            // 16 digits hold every id; converting a longer number would cost time by its length.
            if (value.currentToken() != JsonToken.VALUE_NUMBER_INT || value.getTextLength() > 16) {
                return -1;
            }
            long id = value.getLongValue();
            return id <= MAX_ID ? id : -1;
        }
    }

    @Override
    public Message encode(long id, Reply reply) {
        return Message.text("{\"id\":" + id + "," + body(reply) + "}");
    }

    private static String body(Reply reply) {
        if (reply instanceof Reply.Error error) {
            return "\"error\":{\"code\":" + error.code() + ",\"message\":\"" + error.message + "\"}";
        }
        return "\"result\":{\"" + ((Reply.Result) reply).field + "\":true}";
    }

    @Override
    public Message encodePublication(String channel, byte[] data) {
        byte[] name = JsonStringEncoder.getInstance().quoteAsUTF8(channel);
        byte[] frame = new byte
                [PUBLICATION_START.length
                        + name.length
                        + PUBLICATION_DATA.length
                        + data.length
                        + PUBLICATION_END.length];
        int end = append(frame, 0, PUBLICATION_START);
        end = append(frame, end, name);
        end = append(frame, end, PUBLICATION_DATA);
        end = append(frame, end, data);
        append(frame, end, PUBLICATION_END);
        return new Message(Message.Kind.TEXT, frame);
    }

    private static int append(byte[] frame, int at, byte[] part) {
        System.arraycopy(part, 0, frame, at, part.length);
        return at + part.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
