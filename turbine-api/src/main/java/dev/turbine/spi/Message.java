package dev.turbine.spi;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The content of one WebSocket message, encoded once and shared by all its receivers.
 *
 * <p>Bytes live in a heap array that nobody may change. (A direct buffer for each message costs about 20 µs to allocate,
 * and full collections to free.) This class is thread-safe.
 */
public final class Message {
    /** How the content is framed. */
    public enum Kind {
        TEXT,
        BINARY
    }

    private final Kind kind;
    private final byte[] bytes;
    private @Nullable String text; // computed at first use; a race computes it twice, which does no harm

    /**
     * @param kind how to frame the content
     * @param bytes the content, UTF-8 if the kind is {@link Kind#TEXT}; handed over, not copied
     */
    public Message(Kind kind, byte[] bytes) {
        this.kind = requireNonNull(kind, "kind");
        this.bytes = bytes;
    }

    /** A text message. */
    public static Message text(String text) {
        return new Message(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public Kind kind() {
        return kind;
    }

    /** Number of bytes of content. */
    public int size() {
        return bytes.length;
    }

    /** A new read-only view of the content, with a position of its own. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The content as a string, decoded once: for containers that take nothing else. */
    public String text() {
        String decoded = text;
        if (decoded == null) {
            decoded = new String(bytes, StandardCharsets.UTF_8);
            text = decoded;
        }
        return decoded;
    }
}
