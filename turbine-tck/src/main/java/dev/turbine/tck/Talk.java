package dev.turbine.tck;

import java.nio.ByteBuffer;

/**
 * What one client of a {@link Swarm} says, from the upgrade until it has subscribed, and how it tells a publication from what
 * else a server sends. Everything happens on the swarm's thread, so nothing in here may block.
 */
public interface Talk {
    /** The client's end of the connection. */
    interface Line {
        /** Sends a text frame. */
        void send(String text);

        /** Says that the client has subscribed to everything it wants. */
        void ready();

        /** Gives up and ends the connection. */
        void fail(String reason);
    }

    /** The connection has become a WebSocket. */
    void onOpen(Line line);

    /**
     * A message has arrived; a binary one is text as well, for some servers send theirs so.
     *
     * @param payload the content, from position to limit; not to be kept
     * @return whether it is a publication, for the swarm's listener
     */
    boolean onText(ByteBuffer payload, Line line);
}
