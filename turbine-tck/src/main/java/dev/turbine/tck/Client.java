package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A test's view of one open WebSocket. It answers pings while it waits for something, unless told not to.
 *
 * <p>A client belongs to one thread.
 */
public interface Client extends AutoCloseable {
    /** Sends a frame. */
    void send(Frame frame);

    /** Sends a text message in one frame. */
    default void sendText(String text) {
        send(Frame.text(text));
    }

    /** Sends a binary message in one frame. */
    default void sendBinary(byte[] content) {
        send(Frame.of(Frame.FIN | Frame.BINARY, content));
    }

    /** Returns the next frame that is no ping or pong, or null when none comes within {@code timeout}. */
    @Nullable
    Frame next(Duration timeout);

    /** Whether the other side has ended the connection, and everything before its end was read. */
    boolean ended();

    /**
     * Returns the text of the next frame.
     *
     * @throws AssertionError if something else comes first, or nothing within {@code timeout}
     */
    default String receive(Duration timeout) {
        Frame frame = next(timeout);
        if (frame == null || frame.first() != (Frame.FIN | Frame.TEXT)) {
            throw new AssertionError("expected a text frame within " + timeout + ", got " + describe(frame));
        }
        return frame.text();
    }

    /**
     * Returns the close frame that comes next and answers it; {@link Disconnect#ABNORMAL} if the connection ends without
     * one.
     *
     * @throws AssertionError if something else comes first, or nothing within {@code timeout}
     */
    default Disconnect awaitClose(Duration timeout) {
        Frame frame = next(timeout);
        if (frame == null && ended()) {
            return Disconnect.ABNORMAL;
        }
        if (frame == null || frame.opcode() != Frame.CLOSE) {
            throw new AssertionError("expected a close frame within " + timeout + ", got " + describe(frame));
        }
        send(Frame.of(Frame.FIN | Frame.CLOSE, frame.payload()));
        Frame after = next(timeout);
        if (after != null || !ended()) {
            throw new AssertionError("expected the end after the close handshake, got " + describe(after));
        }
        return frame.disconnect();
    }

    /**
     * Waits for {@code time}.
     *
     * @throws AssertionError if a message or the end comes meanwhile
     */
    default void expectSilence(Duration time) {
        Frame frame = next(time);
        if (frame != null || ended()) {
            throw new AssertionError("expected nothing, got " + describe(frame));
        }
    }

    /** Whether to answer pings; at first it does. */
    void answerPings(boolean answer);

    /** Ends the connection if it is open. */
    @Override
    void close();

    private String describe(@Nullable Frame frame) {
        if (frame == null) {
            return ended() ? "the end of the connection" : "nothing";
        }
        if (frame.opcode() == Frame.CLOSE) {
            return frame.disconnect().toString();
        }
        String text = new String(frame.payload(), 0, Math.min(200, frame.payload().length), StandardCharsets.UTF_8);
        return "frame 0x" + Integer.toHexString(frame.first()) + " of " + frame.payload().length + " bytes: " + text;
    }
}
