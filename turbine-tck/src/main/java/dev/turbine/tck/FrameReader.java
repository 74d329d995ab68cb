package dev.turbine.tck;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a server's frames from a socket; what is read of an unfinished frame when time runs out is kept. */
final class FrameReader {
    private static final int MAX_FRAME = 32 << 20;

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[8192];
    private int filled;
    private boolean ended;

    FrameReader(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /** Whether the server has ended the connection. */
    boolean ended() {
        return ended;
    }

    /** The next frame, or null when time ran out or the connection has ended. */
    @Nullable
    Frame next(long deadline) throws IOException {
        for (Frame frame = take(); ; frame = take()) {
            if (frame != null || ended) {
                return frame;
            }
            int left = (int) Math.min(60_000, (deadline - System.nanoTime()) / 1_000_000);
            if (left <= 0 || !fill(left)) {
                return null;
            }
        }
    }

    private boolean fill(int millis) throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        socket.setSoTimeout(millis);
        try {
            int read = in.read(buffer, filled, buffer.length - filled);
            ended = read < 0;
            filled += Math.max(0, read);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            if (socket.isClosed()) {
                throw e;
            }
            ended = true; // reset by the server
            return true;
        }
    }

    private @Nullable Frame take() {
        if (filled < 2) {
            return null;
        }
        int length = buffer[1] & 0x7f;
        boolean masked = buffer[1] < 0;
        int head = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (filled < head) {
            return null;
        }
        long size = length < 126 ? length : 0;
        for (int i = 2; i < head; i++) {
            size = size << 8 | buffer[i] & 0xff;
        }
        if (masked || size < 0 || size > MAX_FRAME) {
            throw new AssertionError("server sent a " + (masked ? "masked frame" : "frame of " + size + " bytes"));
        }
        if (filled < head + size) {
            return null;
        }
        int end = head + (int) size;
        Frame frame = new Frame(buffer[0] & 0xff, false, size, head - 1, Arrays.copyOfRange(buffer, head, end));
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        return frame;
    }
}
