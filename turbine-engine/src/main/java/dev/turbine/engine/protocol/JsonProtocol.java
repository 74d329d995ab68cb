package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.turbine.api.Disconnect;
import dev.turbine.api.Position;
import dev.turbine.spi.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Version 1 of the wire protocol: one JSON object for each frame. See {@code docs/protocol.md}. */
public final class JsonProtocol implements Protocol {
    private static final byte[] PUBLICATION_START = ascii("{\"method\":\"publication\",\"params\":{\"channel\":\"");
    private static final byte[] PUBLICATION_OFFSET = ascii("\",\"offset\":");
    private static final byte[] PUBLICATION_DATA = ascii("\",\"data\":");
    private static final byte[] NUMBERED_DATA = ascii(",\"data\":");
    private static final byte[] PUBLICATION_END = ascii("}}");
    private static final byte[] UNSUBSCRIBED_START = ascii("{\"method\":\"unsubscribed\",\"params\":{\"channel\":\"");
    private static final byte[] PUSH_END = ascii("\"}}");
    private static final byte[] NOTHING = {};

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
        Params params = envelope.params;
        return switch (envelope.method) {
            case "connect" -> params.token == null ? bad : new Command.Connect(id, params.token);
            case "refresh" -> params.token == null ? bad : new Command.Refresh(id, params.token);
            case "subscribe" -> {
                String channel = params.badRecover ? null : validChannel(params.channel);
                yield new Command.Subscribe(id, channel, params.recover);
            }
            case "unsubscribe" -> new Command.Unsubscribe(id, validChannel(params.channel));
            case "history" -> {
                String channel = params.wrongRange() != null ? null : validChannel(params.channel);
                yield new Command.History(id, channel, params.since, params.limit);
            }
            case "presence" -> new Command.Presence(id, validChannel(params.channel), false);
            case "presence_stats" -> new Command.Presence(id, validChannel(params.channel), true);
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
        return "\"result\":{" + result(reply) + "}";
    }

    private static String result(Reply reply) {
        if (reply instanceof Reply.Subscribed subscribed) {
            Position position = subscribed.position();
            return "\"subscribed\":true"
                    + (position == null ? "" : "," + HistoryBody.position(position))
                    + (subscribed.recovered() == null ? "" : ",\"recovered\":" + subscribed.recovered());
        }
        if (reply instanceof Reply.Present present) {
            return PresenceBody.members(present.result());
        }
        if (reply instanceof Reply.Numbers numbers) {
            return PresenceBody.numbers(numbers.clients(), numbers.users());
        }
        if (reply instanceof Reply.History history) {
            return HistoryBody.members(history.page());
        }
        return "\"" + ((Reply.Result) reply).field + "\":true";
    }

    @Override
    public Message encodePublication(String channel, long offset, byte[] data) {
        byte[] name = quote(channel);
        byte[] number = offset == 0 ? NOTHING : ascii(Long.toString(offset));
        byte[] beforeNumber = offset == 0 ? NOTHING : PUBLICATION_OFFSET;
        byte[] beforeData = offset == 0 ? PUBLICATION_DATA : NUMBERED_DATA;
        return join(PUBLICATION_START, name, beforeNumber, number, beforeData, data, PUBLICATION_END);
    }

    @Override
    public String data(Message publication, int bytes) {
        int end = publication.size() - PUBLICATION_END.length;
        byte[] data = new byte[bytes];
        publication.buffer().get(end - bytes, data);
        return new String(data, StandardCharsets.UTF_8);
    }

    @Override
    public Message encodeUnsubscribed(String channel, Disconnect reason) {
        return join(
                UNSUBSCRIBED_START,
                quote(channel),
                ascii("\",\"code\":" + reason.code() + ",\"reason\":\""),
                quote(reason.reason()),
                PUSH_END);
    }

    @Override
    public Message encodePresence(String change, String channel, String client, String user) {
        return join(
                ascii("{\"method\":\"" + change + "\",\"params\":{\"channel\":\""),
                quote(channel),
                ascii("\",\"client\":\""),
                quote(client),
                ascii("\",\"user\":\""),
                quote(user),
                PUSH_END);
    }

    private static byte[] quote(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }

    private static Message join(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        byte[] frame = new byte[size];
        int end = 0;
        for (byte[] part : parts) {
            end = append(frame, end, part);
        }
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
