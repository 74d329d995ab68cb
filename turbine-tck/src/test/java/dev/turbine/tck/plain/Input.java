package dev.turbine.tck.plain;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What a peer sends, buffered. Every read ends in time: within a deadline for all of them, or each within its own. */
final class Input {
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int from;
    private int to;
    private long bound; // nanoseconds
    private long deadline; // of System.nanoTime()
    private boolean forEachRead;

    Input(Socket socket) throws IOException {
        this.socket = socket;
        in = socket.getInputStream();
    }

    /** From now on all reads together end within this time. */
    void allWithin(Duration time) {
        bound = time.toNanos();
        deadline = System.nanoTime() + bound;
        forEachRead = false;
    }

    /** From now on each read ends within this time. */
    void eachWithin(Duration time) {
        bound = time.toNanos();
        forEachRead = true;
    }

    /** Waits for a byte; false if the peer has ended its side instead. */
    boolean hasNext() throws IOException {
        if (from < to) {
            return true;
        }
        long left = forEachRead ? bound : deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("out of time");
        }
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1));
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    /** Whether bytes are here already. */
    boolean isBuffered() {
        return from < to;
    }

    int next() throws IOException {
        if (!hasNext()) {
            throw new EOFException("the peer has ended the connection");
        }
        return buffer[from++] & 0xff;
    }

    /** Some bytes, one at least and {@code most} at most; valid until the next read, and free to be changed. */
    ByteBuffer some(long most) throws IOException {
        if (!hasNext()) {
            throw new EOFException("the peer has ended the connection");
        }
        int count = (int) Math.min(most, to - from);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, from, count);
        from += count;
        return bytes;
    }

    /**
     * Reads a line without its CRLF, one character for each byte.
     *
     * @throws BadRequest if it is longer than {@code most}, or holds a control character
     */
    String line(int most) throws IOException, BadRequest {
        StringBuilder line = new StringBuilder();
        for (int b = next(); b != '\r'; b = next()) {
            if (line.length() >= most) {
                throw new BadRequest(431);
            }
            if (b < ' ' && b != '\t' || b == 0x7f) {
                throw new BadRequest(400);
            }
            line.append((char) b);
        }
        if (next() != '\n') {
            throw new BadRequest(400);
        }
        return line.toString();
    }

    /** Reads and forgets until the peer ends its side, so that it finds our last words before a reset. */
    void drain(Duration time) throws IOException {
        allWithin(time);
        while (hasNext()) {
            from = to;
        }
    }
}
