package dev.turbine.spi;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The content of one WebSocket message, encoded and framed (RFC 6455, section 5.2) once and shared by all its receivers.
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

    private static final int FINAL = 0x80;
    private static final int TEXT_OPCODE = 1;
    private static final int BINARY_OPCODE = 2;
    private static final int SHORT_LENGTH = 126; // and above: two more bytes hold the length
    private static final int LONG_LENGTH = 127; // eight more bytes hold it

    private final Kind kind;
    private final byte[] frame;
    private final int headSize;
    private @Nullable String text; // computed at first use; a race computes it twice, which does no harm

    /**
     * @param kind how to frame the content
     * @param bytes the content, UTF-8 if the kind is {@link Kind#TEXT}
     */
    public Message(Kind kind, byte[] bytes) {
        this.kind = requireNonNull(kind, "kind");
        headSize = bytes.length < SHORT_LENGTH ? 2 : bytes.length < 1 << 16 ? 4 : 10;
        ByteBuffer whole = ByteBuffer.allocate(headSize + bytes.length);
        whole.put((byte) (FINAL | (kind == Kind.TEXT ? TEXT_OPCODE : BINARY_OPCODE)));
        switch (headSize) {
            case 2 -> whole.put((byte) bytes.length);
            case 4 -> whole.put((byte) SHORT_LENGTH).putShort((short) bytes.length);
            default -> whole.put((byte) LONG_LENGTH).putLong(bytes.length);
        }
        frame = whole.put(bytes).array();
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
        return frame.length - headSize;
    }

    /** A new read-only view of the content, with a position of its own. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(frame, headSize, size()).slice().asReadOnlyBuffer();
    }

    /**
     * A new read-only view of the message as a server sends it, in one unmasked frame: a head of {@link #headSize} bytes, then
     * the content.
     */
    public ByteBuffer frame() {
        return ByteBuffer.wrap(frame).asReadOnlyBuffer();
    }

    /** Number of bytes before the content in {@link #frame}. */
    public int headSize() {
        return headSize;
    }

    /** The content as a string, decoded once: for containers that take nothing else. */
    public String text() {
        String decoded = text;
        if (decoded == null) {
            decoded = new String(frame, headSize, size(), StandardCharsets.UTF_8);
            text = decoded;
        }
        return decoded;
    }
}
