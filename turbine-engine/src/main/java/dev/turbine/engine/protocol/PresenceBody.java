package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.turbine.api.PresenceResult;
import java.util.StringJoiner;

/** Who is on a channel as JSON, the same for a client and over HTTP. */
public final class PresenceBody {
    private PresenceBody() {}

    /** The members of an object: one for each session. */
    public static String members(PresenceResult result) {
        StringJoiner clients = new StringJoiner(",", "\"clients\":[", "]");
        for (PresenceResult.Client client : result.clients()) {
            clients.add("{\"client\":\"" + quote(client.id()) + "\",\"user\":\"" + quote(client.user()) + "\"}");
        }
        return clients.toString();
    }

    /** The members of an object: how many sessions, and how many users. */
    public static String numbers(long clients, long users) {
        return "\"clients\":" + clients + ",\"users\":" + users;
    }

    private static String quote(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
