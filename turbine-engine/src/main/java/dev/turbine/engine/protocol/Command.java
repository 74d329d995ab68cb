package dev.turbine.engine.protocol;

import dev.turbine.api.Position;
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

    /** A new token for a session that has one. */
    record Refresh(long id, String token) implements Command {
        /** Leaves the token out, as {@link Connect} does. */
        @Override
        public String toString() {
            return "Refresh[id=" + id + "]";
        }
    }

    /**
     * @param channel null if it is missing or not a channel's name, or something else is wrong with the parameters: answered
     *     after the check for authentication
     * @param recover the position whose followers were missed; null if recovery is not asked for
     */
    record Subscribe(
            long id, @Nullable String channel, @Nullable Position recover) implements Command {}

    /** @param channel as in {@link Subscribe} */
    record Unsubscribe(long id, @Nullable String channel) implements Command {}

    /**
     * @param channel as in {@link Subscribe}
     * @param since the position whose followers are wanted; null for all that there is
     * @param limit how many of them at the most
     */
    record History(
            long id, @Nullable String channel, @Nullable Position since, int limit) implements Command {}

    /**
     * @param channel as in {@link Subscribe}
     * @param numbersOnly whether it is enough to know how many are there
     */
    record Presence(long id, @Nullable String channel, boolean numbersOnly) implements Command {}

    record Ping(long id) implements Command {}

    /** A frame that is not a command. */
    record Bad(long id, Reply.Error error) implements Command {}
}
