package dev.turbine.engine.protocol;

import dev.turbine.api.Position;
import org.jspecify.annotations.Nullable;

/** What is asked about a channel: the outcome of reading a request for it. */
public sealed interface QueryRequest {
    /**
     * @param since the position whose followers in the history are wanted; null for the oldest there are
     * @param limit how many of them at the most
     */
    record Valid(String channel, @Nullable Position since, int limit) implements QueryRequest {}

    /** @param reason what is wrong with the request; a constant text */
    record Refused(String reason) implements QueryRequest {}
}
