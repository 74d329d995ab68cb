package dev.turbine.transport.undertow;

import dev.turbine.spi.Batch;
import java.nio.ByteBuffer;

/**
 * What is sent without anything between: all frames of a batch, or one control frame (RFC 6455, section 5.2).
 *
 * @param bytes a buffer whose limit is its capacity
 * @param onLeft run once all of it has been written
 */
record OutFrame(ByteBuffer bytes, Runnable onLeft) {
    private static final int FINAL = 0x80;

    static OutFrame of(Batch batch, Runnable onLeft) {
        return new OutFrame(batch.frames(), onLeft);
    }

    /** @param payload of 125 bytes at most, as section 5.5 demands */
    static OutFrame control(int opcode, ByteBuffer payload, Runnable onLeft) {
        ByteBuffer frame = ByteBuffer.allocate(2 + payload.remaining());
        frame.put((byte) (FINAL | opcode)).put((byte) payload.remaining()).put(payload);
        return new OutFrame(frame.flip(), onLeft);
    }

    boolean hasLeft() {
        return !bytes.hasRemaining();
    }
}
