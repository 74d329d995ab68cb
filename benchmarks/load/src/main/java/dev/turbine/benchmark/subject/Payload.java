package dev.turbine.benchmark.subject;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The data of a publication: a JSON string that begins with the moment at which it was meant to be sent and its number. It is
 * found in a frame of any protocol by the mark before them.
 */
public final class Payload {
    private static final byte MARK = '~';
    private static final int TIME_DIGITS = 16;
    private static final int NUMBER_DIGITS = 8;
    private static final int HEAD = 1 + TIME_DIGITS + NUMBER_DIGITS;
    /** The shortest payload, in bytes. */
    public static final int SHORTEST = HEAD + 2;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private Payload() {}

    /**
     * @param nanos of the machine's clock, {@link System#nanoTime}: on Linux one for all processes
     * @param bytes length of the whole, with its quotes
     */
    public static byte[] encode(long nanos, int number, int bytes) {
        byte[] data = new byte[bytes];
        Arrays.fill(data, (byte) 'x');
        data[0] = '"';
        data[1] = MARK;
        write(data, 2, TIME_DIGITS, nanos);
        write(data, 2 + TIME_DIGITS, NUMBER_DIGITS, number);
        data[bytes - 1] = '"';
        return data;
    }

    private static void write(byte[] data, int at, int digits, long value) {
        for (int i = digits - 1, shift = 0; i >= 0; i--, shift += 4) {
            data[at + i] = HEX[(int) (value >>> shift) & 15];
        }
    }

    /** Where the next one's mark stands, looked for from {@code from} on; −1 if there is none. */
    public static int find(ByteBuffer frame, int from) {
        for (int at = from; at + HEAD <= frame.limit(); at++) {
            if (frame.get(at) == MARK) {
                return at;
            }
        }
        return -1;
    }

    public static long nanos(ByteBuffer frame, int mark) {
        return read(frame, mark + 1, TIME_DIGITS);
    }

    public static int number(ByteBuffer frame, int mark) {
        return (int) read(frame, mark + 1 + TIME_DIGITS, NUMBER_DIGITS);
    }

    private static long read(ByteBuffer frame, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            byte digit = frame.get(i);
            value = value << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return value;
    }
}
