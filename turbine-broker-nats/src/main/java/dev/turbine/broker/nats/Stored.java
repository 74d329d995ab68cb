package dev.turbine.broker.nats;

import io.nats.client.Message;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message that the stream holds. */
record Stored(long place, String subject, byte[] payload) {
    /** Stands for: it holds none. */
    static final Stored NOTHING = new Stored(0, "", new byte[0]);

    boolean isNothing() {
        return place == 0;
    }

    /** One that a consumer has sent. */
    static Stored of(Message message) {
        return new Stored(message.metaData().streamSequence(), message.getSubject(), message.getData());
    }

    /**
     * Reads an answer.
     *
     * @param notFound the code of the error that says that there is none
     * @return null if it is another error, or no answer at all
     */
    static @Nullable Stored of(Answer answer, int notFound) {
        Message reply = answer.message();
        if (reply == null) {
            return null;
        }
        try {
            JsonValue json = JsonParser.parse(reply.getData());
            JsonValue error = JsonValueUtils.readValue(json, "error");
            if (error != null) {
                return JsonValueUtils.readInteger(error, "err_code", 0) == notFound ? NOTHING : null;
            }
            JsonValue message = Objects.requireNonNull(JsonValueUtils.readValue(json, "message"));
            String data = JsonValueUtils.readString(message, "data", "");
            long place = JsonValueUtils.readLong(message, "seq", 0);
            String subject = Objects.requireNonNull(JsonValueUtils.readString(message, "subject"));
            return place < 1
                    ? null
                    : new Stored(place, subject, Base64.getDecoder().decode(data));
        } catch (JsonParseException | RuntimeException malformed) {
            return null;
        }
    }
}
