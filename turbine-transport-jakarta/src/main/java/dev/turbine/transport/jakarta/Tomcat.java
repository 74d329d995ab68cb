package dev.turbine.transport.jakarta;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/** What Tomcat's sessions can do beyond the standard. */
record Tomcat(WsSession session) {
    private static final String BLOCKING_SEND = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    private static final String ABNORMAL_CLOSE = "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";

    /**
     * Milliseconds that a pong or a close frame may wait for a peer that does not read, whose session ends then, and a close for the
     * peer's answer. (Tomcat looks for the latter every ten seconds.)
     */
    static final Map<String, Object> TIMEOUTS = Map.of(
            BLOCKING_SEND, 2_000L, ABNORMAL_CLOSE, 500L, "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", 2_000L);

    /** Null if the session is another container's, or Tomcat's classes are hidden from the application. */
    static @Nullable Tomcat of(Session session) {
        try {
            return session instanceof WsSession found ? new Tomcat(found) : null;
        } catch (LinkageError e) {
            return null;
        }
    }

    /** Stops reading, behind the message that is being handed over. */
    void suspend() {
        session.suspend();
    }

    void resume() {
        session.resume();
    }

    /** Sends a ping; ends the session if the peer has taken nothing for half a second, for others wait for the thread. */
    void ping() throws IOException {
        session.getUserProperties().put(BLOCKING_SEND, 500L);
        try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } finally {
            session.getUserProperties().put(BLOCKING_SEND, 2_000L);
        }
    }

    /** Closes the socket, without a close frame if it cannot be written at once. */
    void abort() {
        session.getUserProperties().put(ABNORMAL_CLOSE, 1L);
        session.doClose(
                new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""),
                new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, ""),
                true);
    }
}
