package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.turbine.spi.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Version 1 of the wire protocol: one JSON object for each frame. See {@code docs/protocol.md}. */
public final class JsonProtocol implements Protocol {
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
        String text = Utf8.decode(frame);
        if (text == null) {
            return new Command.Bad(0, Reply.Error.BAD_UTF8);
        }
        Envelope envelope = new Envelope();
        try {
            json.readObject(text, envelope);
        } catch (IOException notACommand) {
            return new Command.Bad(0, Reply.Error.BAD_COMMAND);
        }
        return envelope.isReadable() ? command(envelope) : new Command.Bad(envelope.id(), Reply.Error.BAD_COMMAND);
    }

    private Command command(Envelope envelope) {
        long id = envelope.id();
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
