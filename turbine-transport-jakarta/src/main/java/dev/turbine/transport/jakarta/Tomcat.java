package dev.turbine.transport.jakarta;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.util.Map;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/** What Tomcat's sessions can do beyond the standard. */
record Tomcat(WsSession session) {
    private static final long MILLIS = 2_000;

    /**
     * How long a ping or a close frame may wait for a peer that does not read, and a close for the peer's answer. (Tomcat looks
     * for the latter every ten seconds.)
     */
    static final Map<String, Object> TIMEOUTS = Map.of(
            "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", MILLIS,
            "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", MILLIS / 4,
            "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", MILLIS);

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

    /** Closes the socket. Tries for a moment to send a close frame before. */
    void abort() {
        session.doClose(
                new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""),
                new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, ""),
                true);
    }
}
