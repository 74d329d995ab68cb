package dev.turbine.broker.nats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What goes over NATS: two bytes of mark and version, the sending node, its number for this message, the payload, and a
 * CRC-32C over the subject and all of that. The sum tells accidents from messages; it keeps out nobody who may publish
 * under the prefix.
 *
 * @param origin the sending node: a random number, another one after each start
 * @param sequence rises with each message of that node, over all subjects
 * @param payload of the one who reads it
 */
record Envelope(long origin, long sequence, byte[] payload) {
    /** What it adds to a payload. */
    static final int OVERHEAD = 22;

    private static final short MARK = 'T' << 8 | 1; // the second byte is the version
    private static final int HEAD = 18;

    /** The bytes to publish to {@code subject}. */
    byte[] encode(String subject) {
        ByteBuffer bytes = ByteBuffer.allocate(OVERHEAD + payload.length);
        bytes.putShort(MARK).putLong(origin).putLong(sequence).put(payload);
        bytes.putInt(sum(subject, bytes.array()));
        return bytes.array();
    }

    /** Reads what came from {@code subject}; null if it is no envelope of this version. */
    static @Nullable Envelope decode(String subject, byte[] bytes) {
        if (bytes.length < OVERHEAD) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getShort() != MARK || buffer.getInt(bytes.length - 4) != sum(subject, bytes)) {
            return null;
        }
        return new Envelope(buffer.getLong(), buffer.getLong(), Arrays.copyOfRange(bytes, HEAD, bytes.length - 4));
    }

    private static int sum(String subject, byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(subject.getBytes(StandardCharsets.UTF_8));
        sum.update(bytes, 0, bytes.length - 4);
        return (int) sum.getValue();
    }
}
