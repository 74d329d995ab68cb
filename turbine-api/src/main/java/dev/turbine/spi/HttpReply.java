package dev.turbine.spi;

import java.util.Map;

/** What is answered to an HTTP request. */
public sealed interface HttpReply {
    /** The status, 200–599. */
    int status();

    /**
     * A reply whose body is known.
     *
     * @param contentType value of {@code Content-Type}
     * @param headers further header fields; names and values are constants of the engine, never input
     * @param body handed over, not to be changed
     */
    record Full(int status, String contentType, Map<String, String> headers, byte[] body) implements HttpReply {}
}
