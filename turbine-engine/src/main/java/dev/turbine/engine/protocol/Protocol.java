package dev.turbine.engine.protocol;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Message;

/**
 * One wire protocol: turns frames into commands, and replies and publications into frames. Thread-safe; it keeps no state
 * between calls.
 */
public interface Protocol {
    /** Reads a frame. Never throws: what cannot be read is {@link Command.Bad}. */
    Command decode(byte[] frame);

    Message encode(long id, Reply reply);

    /**
     * @param offset its place in the channel's history; 0 where there is none
     * @param data a JSON value that was checked before
     */
    Message encodePublication(String channel, long offset, byte[] data);

    /** The data of a publication that was encoded before, of which it took so many bytes. */
    String data(Message publication, int bytes);

    /** Tells a client who has come to a channel, or gone. */
    Message encodePresence(String change, String channel, String client, String user);

    /** Tells a client that its subscription has ended, and why. */
    Message encodeUnsubscribed(String channel, Disconnect reason);
}
