package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket frame, RFC 6455 section 5.2, good or broken: nothing is checked.
 *
 * @param first the first byte: FIN 0x80, reserved bits 0x70, opcode 0x0f
 * @param masked whether it is masked, as a client's frames must be
 * @param declared the length that stands in the header, unsigned
 * @param lengthBytes how many bytes say the length: 1, 3 or 9
 * @param payload what follows the header
 */
public record Frame(int first, boolean masked, long declared, int lengthBytes, byte[] payload) {
    /** Opcodes, and the bit of a message's last frame. */
    public static final int CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10, FIN = 0x80;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    /** A frame as a correct client sends it: masked, with its true length in the fewest bytes. */
    public static Frame of(int first, byte[] payload) {
        int lengthBytes = payload.length < 126 ? 1 : payload.length < 65536 ? 3 : 9;
        return new Frame(first, true, payload.length, lengthBytes, payload);
    }

    /** A whole text message. */
    public static Frame text(String text) {
        return of(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The header of a masked frame that announces a length, which may be any; no payload follows. */
    public static Frame announcing(int first, long length) {
        int lengthBytes = length >= 0 && length < 126 ? 1 : length >= 0 && length < 65536 ? 3 : 9;
        return new Frame(first, true, length, lengthBytes, new byte[0]);
    }

    /** A close frame. */
    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return of(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** The same without a mask. */
    public Frame unmasked() {
        return new Frame(first, false, declared, lengthBytes, payload);
    }

    /** The same with another length in its header, said in so many bytes. */
    public Frame declaring(long length, int bytes) {
        return new Frame(first, masked, length, bytes, payload);
    }

    public int opcode() {
        return first & 0x0f;
    }

    public boolean fin() {
        return (first & FIN) != 0;
    }

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** What the payload says if this is a close frame. */
    public Disconnect disconnect() {
        if (payload.length < 2) {
            return new Disconnect(1005, "");
        }
        int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        return new Disconnect(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    /** The bytes to send. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 14);
        bytes.write(first);
        int maskBit = masked ? 0x80 : 0;
        if (lengthBytes == 1) {
            bytes.write(maskBit | (int) declared);
        } else if (lengthBytes == 3) {
            bytes.write(maskBit | 126);
            bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) declared).array());
        } else {
            bytes.write(maskBit | 127);
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(declared).array());
        }
        if (!masked) {
            bytes.writeBytes(payload);
            return bytes.toByteArray();
        }
        bytes.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ MASK[i & 3]);
        }
        return bytes.toByteArray();
    }
}
