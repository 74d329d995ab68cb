package dev.turbine.engine.protocol;

/** What a command is answered. */
public sealed interface Reply {
    /** A success, named by the one field of its result. */
    enum Result implements Reply {
        CONNECTED("connected"),
        SUBSCRIBED("subscribed"),
        UNSUBSCRIBED("unsubscribed"),
        PONG("pong");

        final String field;

        Result(String field) {
            this.field = field;
        }
    }

    /** An error: constant texts, so that nothing internal and nothing of the input gets out. */
    enum Error implements Reply {
        BAD_COMMAND(400, "bad command"),
        BAD_UTF8(400, "bad UTF-8"),
        NOT_AUTHENTICATED(401, "not authenticated"),
        INVALID_TOKEN(401, "invalid token"),
        TOKEN_EXPIRED(401, "token expired"),
        FORBIDDEN(403, "forbidden"),
        TOO_MANY_SUBSCRIPTIONS(429, "too many subscriptions"),
        INTERNAL_ERROR(500, "internal error");

        private final int code;
        final String message;

        Error(int code, String message) {
            this.code = code;
            this.message = message;
        }

        public int code() {
            return code;
        }
    }
}
