package dev.turbine.api;

import java.nio.charset.StandardCharsets;

/**
 * Why a WebSocket connection ends: the code and reason of its close frame.
 *
 * <p>Codes are a contract with clients: after 4000–4499 they reconnect, with backoff and jitter; after 4500–4999 they do
 * not reconnect unchanged. Codes below 3000 keep their meaning from RFC 6455, section 7.4.1.
 *
 * @param code 1000–1003, 1007–1014 or 3000–4999 when sent; 1005 (no code) and 1006 (no close frame) when observed
 * @param reason at most 123 bytes of UTF-8, the most a close frame holds
 */
public record Disconnect(int code, String reason) {
    /** Normal end, by the client. */
    public static final Disconnect NORMAL = new Disconnect(1000, "");
    /** Observed only: the connection ended without a close frame. */
    public static final Disconnect ABNORMAL = new Disconnect(1006, "");
    /** A frame broke the rules of RFC 6455. */
    public static final Disconnect PROTOCOL_ERROR = new Disconnect(1002, "protocol error");
    /** A text message was not UTF-8. */
    public static final Disconnect NOT_UTF8 = new Disconnect(1007, "not UTF-8");
    /** A message was over the limit. */
    public static final Disconnect TOO_BIG = new Disconnect(1009, "message too big");
    /** A fault of the server's. */
    public static final Disconnect INTERNAL_ERROR = new Disconnect(1011, "internal error");
    /** The node stops. */
    public static final Disconnect SHUTTING_DOWN = new Disconnect(4000, "shutting down");
    /** The session's buffer made the node's buffers exceed their bound. */
    public static final Disconnect SLOW_CONSUMER = new Disconnect(4001, "slow consumer");
    /** No frame and no pong for the time a session may be silent. */
    public static final Disconnect NO_PONG = new Disconnect(4002, "no pong");
    /** The token that the session connected with has expired. */
    public static final Disconnect TOKEN_EXPIRED = new Disconnect(4003, "token expired");
    /**
     * Of one subscription, by an {@code unsubscribed} push: publications were missed that its channel's history cannot make
     * up for. A client subscribes again.
     */
    public static final Disconnect POSITION_LOST = new Disconnect(4004, "position lost");
    /** The third {@code connect} was refused. */
    public static final Disconnect INVALID_TOKEN = new Disconnect(4500, "invalid token");
    /** The tenth bad command in a row. */
    public static final Disconnect BAD_COMMANDS = new Disconnect(4501, "bad commands");
    /** No successful {@code connect} in the time allowed. */
    public static final Disconnect NO_CONNECT = new Disconnect(4502, "no connect in time");
    /** The host application ended the session. */
    public static final Disconnect BY_APPLICATION = new Disconnect(4503, "disconnected by the application");
    /** The node holds as many connections as it may. */
    public static final Disconnect TOO_MANY_CONNECTIONS = new Disconnect(4504, "too many connections");
    /** Of one subscription, by an {@code unsubscribed} push: the session's new token does not grant its channel. */
    public static final Disconnect NOT_GRANTED = new Disconnect(4505, "not granted any more");

    /** The most bytes of UTF-8 that a reason may have: RFC 6455 allows a control frame 125, the code takes two. */
    public static final int MAX_REASON_BYTES = 123;

    /** @throws IllegalArgumentException if the code is not one of a WebSocket's, or the reason too long */
    public Disconnect {
        if (code < 1000 || code > 4999) {
            throw new IllegalArgumentException("close code must be within 1000 and 4999, is " + code);
        }
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "close reason must have at most " + MAX_REASON_BYTES + " bytes of UTF-8, has " + bytes);
        }
    }

    /** Whether a client should connect again, unchanged, after a while. */
    public boolean reconnect() {
        return code >= 4000 ? code < 4500 : code == 1001 || code == 1006 || code >= 1011 && code <= 1013;
    }
}
