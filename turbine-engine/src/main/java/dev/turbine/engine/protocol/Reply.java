package dev.turbine.engine.protocol;

import dev.turbine.api.HistoryResult;
import dev.turbine.api.Position;
import dev.turbine.api.PresenceResult;
import org.jspecify.annotations.Nullable;

/** What a command is answered. */
public sealed interface Reply {
    /** A success, named by the one field of its result. */
    enum Result implements Reply {
        CONNECTED("connected"),
        SUBSCRIBED("subscribed"),
        UNSUBSCRIBED("unsubscribed"),
        REFRESHED("refreshed"),
        PONG("pong");

        final String field;

        Result(String field) {
            this.field = field;
        }
    }

    /**
     * A subscription where the channel keeps a history, or recovery was asked for.
     *
     * @param position that of the newest publication; null where there is no history
     * @param recovered whether what was missed follows; null if that was not asked for
     */
    record Subscribed(@Nullable Position position, @Nullable Boolean recovered) implements Reply {}

    /** A page of history. */
    record History(HistoryResult page) implements Reply {}

    /** Who is on a channel. */
    record Present(PresenceResult result) implements Reply {}

    /** How many are on a channel. */
    record Numbers(long clients, long users) implements Reply {}

    /** An error: constant texts, so that nothing internal and nothing of the input gets out. */
    enum Error implements Reply {
        BAD_COMMAND(400, "bad command"),
        BAD_UTF8(400, "bad UTF-8"),
        NOT_AUTHENTICATED(401, "not authenticated"),
        INVALID_TOKEN(401, "invalid token"),
        TOKEN_EXPIRED(401, "token expired"),
        FORBIDDEN(403, "forbidden"),
        NO_HISTORY(404, "no history"),
        NO_PRESENCE(404, "no presence"),
        TOO_MANY_CLIENTS(413, "too many clients"),
        POSITION_LOST(410, "position lost"),
        TOO_MANY_SUBSCRIPTIONS(429, "too many subscriptions"),
        INTERNAL_ERROR(500, "internal error"),
        UNAVAILABLE(503, "unavailable"),
        SHUTTING_DOWN(503, "shutting down");

        private final int code;
        public final String message;

        Error(int code, String message) {
            this.code = code;
            this.message = message;
        }

        public int code() {
            return code;
        }
    }
}
