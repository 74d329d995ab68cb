package dev.turbine.transport.undertow;

import dev.turbine.spi.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame that is sent: RFC 6455, section 5.2.
 *
 * @param payload a buffer whose limit is its capacity
 */
record OutFrame(ByteBuffer head, ByteBuffer payload, Runnable onLeft) {
    private static final int FIN = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final Runnable NOTHING = () -> {};

    static OutFrame of(Message message, @Nullable Runnable onLeft) {
        int opcode = message.kind() == Message.Kind.TEXT ? FrameRules.TEXT : FrameRules.BINARY;
        return new OutFrame(head(opcode, message.size()), message.buffer(), onLeft == null ? NOTHING : onLeft);
    }

    static OutFrame control(int opcode, ByteBuffer payload, Runnable onLeft) {
        return new OutFrame(head(opcode, payload.remaining()), payload, onLeft);
    }

    boolean hasLeft() {
        return !head.hasRemaining() && !payload.hasRemaining();
    }

    private static ByteBuffer head(int opcode, int length) {
        byte first = (byte) (FIN | opcode);
        if (length < SHORT) {
            return ByteBuffer.allocate(2).put(first).put((byte) length).flip();
        }
        if (length < 1 << 16) {
            return ByteBuffer.allocate(4)
                    .put(first)
                    .put((byte) SHORT)
                    .putShort((short) length)
                    .flip();
        }
        return ByteBuffer.allocate(10)
                .put(first)
                .put((byte) LONG)
                .putLong(length)
                .flip();
    }
}
