package dev.turbine.benchmark.subject;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As much of RFC 6455 as the floor needs. */
final class FloorFrames {
    /** The key of the load client is always the same, and so is the answer. */
    static final byte[] UPGRADE = ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private static final byte TEXT = (byte) 0x81;
    private static final byte CLOSE = 8;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MASK_AND_HEAD = 6;

    private FloorFrames() {}

    static void append(ByteBuffer frames, byte[] message) {
        frames.put(TEXT);
        if (message.length < SHORT) {
            frames.put((byte) message.length);
        } else if (message.length < 1 << 16) {
            frames.put((byte) SHORT).putShort((short) message.length);
        } else {
            frames.put((byte) LONG).putLong(message.length);
        }
        frames.put(message);
    }

    /** Skips the head of a request, if it is whole. */
    static boolean skipHead(ByteBuffer in) {
        for (int end = 4; end <= in.limit(); end++) {
            if (in.getInt(end - 4) == 0x0d0a0d0a) {
                in.position(end);
                return true;
            }
        }
        return false;
    }

    /** The channel in the next frame, a short one; empty if there is no whole frame, or none that names one. */
    static String subscription(ByteBuffer in) {
        if (in.remaining() < MASK_AND_HEAD || (in.get(in.position()) & 15) == CLOSE) {
            return "";
        }
        int length = in.get(in.position() + 1) & 127;
        if (in.remaining() < MASK_AND_HEAD + length) {
            return "";
        }
        int mask = in.position() + 2;
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (in.get(mask + 4 + i) ^ in.get(mask + i % 4));
        }
        in.position(mask + 4 + length);
        String command = new String(text, StandardCharsets.UTF_8);
        return command.substring(command.indexOf(' ') + 1);
    }
}
