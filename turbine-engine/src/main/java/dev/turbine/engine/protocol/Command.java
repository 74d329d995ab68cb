package dev.turbine.engine.protocol;

import org.jspecify.annotations.Nullable;

/** What a client asks for. */
public sealed interface Command {
    /** Repeated in the reply; 0 where it could not be read. */
    long id();

    record Connect(long id, String token) implements Command {
        /** Leaves the token out: it must not reach a log. */
        @Override
        public String toString() {
            return "Connect[id=" + id + "]";
        }
    }

    /** @param channel null if it is missing or not a channel's name: answered after the check for authentication */
    record Subscribe(long id, @Nullable String channel) implements Command {}

    /** @param channel as in {@link Subscribe} */
    record Unsubscribe(long id, @Nullable String channel) implements Command {}

    record Ping(long id) implements Command {}

    /** A frame that is not a command. */
    record Bad(long id, Reply.Error error) implements Command {}
}
