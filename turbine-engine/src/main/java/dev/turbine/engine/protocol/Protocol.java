package dev.turbine.engine.protocol;

import dev.turbine.spi.Message;

/**
 * One wire protocol: turns frames into commands, and replies and publications into frames. Thread-safe; it keeps no state
 * between calls.
 */
public interface Protocol {
    /** Reads a frame. Never throws: what cannot be read is {@link Command.Bad}. */
    Command decode(byte[] frame);

    Message encode(long id, Reply reply);

    /** @param data a JSON value that was checked before */
    Message encodePublication(String channel, byte[] data);
}
