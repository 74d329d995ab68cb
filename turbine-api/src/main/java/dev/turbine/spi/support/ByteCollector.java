package dev.turbine.spi.support;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects bytes up to a limit. It grows with what arrived, never with what was announced. Not thread-safe. */
public final class ByteCollector {
    private static final int FIRST = 4 * 1024;

    private final int limit;
    private byte[] bytes;
    private int count;

    /**
     * @param limit the most bytes to collect
     * @param expected how many may come: a hint, that allocates 4 KiB at most
     */
    public ByteCollector(int limit, long expected) {
        this.limit = limit;
        this.bytes = new byte[(int) Math.min(Math.min(limit, FIRST), Math.max(0, expected))];
    }

    /** Takes all that remains in the buffer; false if that would pass the limit, and then nothing is kept. */
    public boolean add(ByteBuffer source) {
        int more = source.remaining();
        if (more > limit - count) {
            bytes = new byte[0];
            count = 0;
            return false;
        }
        if (more > bytes.length - count) {
            long doubled = Math.max(2L * bytes.length, count + (long) more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, doubled));
        }
        source.get(bytes, count, more);
        count += more;
        return true;
    }

    /** What was collected, handed over; the collector is empty then. */
    public byte[] take() {
        byte[] taken = count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
        bytes = new byte[0];
        count = 0;
        return taken;
    }
}
