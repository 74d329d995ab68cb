package dev.turbine.tck;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * An HTTP client on one socket that sends any bytes, however wrong, and reads replies.
 *
 * <p>It belongs to one thread.
 */
public final class RawHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI base;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Connects to the host and port of {@code base}; its path goes before the target of each request. */
    public RawHttp(URI base) {
        this(base, SocketFactory.getDefault());
    }

    /** Connects through a socket of this factory, such as one for TLS. */
    public RawHttp(URI base, SocketFactory sockets) {
        this.base = base;
        try {
            socket = sockets.createSocket(base.getHost(), base.getPort());
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + base, e);
        }
    }

    /** Makes one request on a socket of its own. */
    public static RawReply exchange(URI base, RawRequest request) {
        try (RawHttp http = new RawHttp(base)) {
            return http.send(request).read(PATIENCE);
        }
    }

    /** Sends a request. */
    public RawHttp send(RawRequest request) {
        return send(request.bytes(prefix(base), base.getAuthority()));
    }

    /** Sends characters as the bytes of ISO 8859-1. */
    public RawHttp send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. What the server no longer takes is ignored: its reply may be there all the same. */
    public RawHttp send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            // The server has closed its side; the test sees that from the reply, or from its absence.
        }
        return this;
    }

    /** Tells the server that nothing more will be sent. */
    public RawHttp endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * Reads a reply.
     *
     * @throws AssertionError if none comes within {@code timeout}
     */
    public RawReply read(Duration timeout) {
        return read(timeout, false);
    }

    /**
     * Reads a reply to {@code HEAD}, which has no body whatever its headers say.
     *
     * @throws AssertionError if none comes within {@code timeout}
     */
    public RawReply readHead(Duration timeout) {
        return read(timeout, true);
    }

    private RawReply read(Duration timeout, boolean bodiless) {
        try {
            return readReply(timeout, bodiless);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no whole HTTP reply within " + timeout, e);
        } catch (IOException e) {
            throw new AssertionError("connection ended before a whole HTTP reply", e);
        }
    }

    /** Whether the server ends the connection within {@code timeout}; bytes that come before are ignored. */
    public boolean endsWithin(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                limit(deadline);
                if (in.read(new byte[4096]) < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    /** What goes before the path of a request to {@code base}. */
    static String prefix(URI base) {
        String path = base.getRawPath();
        return path == null || path.equals("/") ? "" : path;
    }

    /** Address and port of this end, as a server sees its peer. */
    public String localAddress() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    InputStream in() {
        return in;
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as a test can tell.
        }
    }

    private RawReply readReply(Duration timeout, boolean bodiless) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        String statusLine = readLine(deadline);
        if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9]{2}( .*)?")) { // what a reply before it had too much of, maybe
            throw new AssertionError("no status line: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        List<String> headers = new ArrayList<>();
        for (String line = readLine(deadline); !line.isEmpty(); line = readLine(deadline)) {
            headers.add(line);
        }
        List<String> length = RawRequest.headerValues(headers, "content-length");
        if (bodiless || status < 200 || status == 204 || status == 304) {
            return new RawReply(status, headers, new byte[0]);
        }
        if (!RawRequest.headerValues(headers, "transfer-encoding").isEmpty()) {
            return new RawReply(status, headers, readChunks(deadline));
        }
        byte[] body = length.isEmpty() ? readToEnd(deadline) : readBytes(Integer.parseInt(length.get(0)), deadline);
        return new RawReply(status, headers, body);
    }

    private byte[] readChunks(long deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = -1; size != 0; ) {
            size = Integer.parseInt(readLine(deadline).split(";")[0].strip(), 16);
            body.writeBytes(readBytes(size, deadline));
            readLine(deadline);
        }
        return body.toByteArray();
    }

    private byte[] readToEnd(long deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        limit(deadline);
        for (int b = in.read(); b >= 0; b = in.read()) {
            body.write(b);
            limit(deadline);
        }
        return body.toByteArray();
    }

    private byte[] readBytes(int count, long deadline) throws IOException {
        byte[] bytes = new byte[count];
        for (int read = 0; read < count; ) {
            limit(deadline);
            int n = in.read(bytes, read, count - read);
            if (n < 0) {
                throw new EOFException("body ends after " + read + " of " + count + " bytes");
            }
            read += n;
        }
        return bytes;
    }

    private String readLine(long deadline) throws IOException {
        StringBuilder line = new StringBuilder();
        for (; ; ) {
            limit(deadline);
            int b = in.read();
            if (b < 0) {
                throw new EOFException("head ends after \"" + line + "\"");
            }
            if (b == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) b);
        }
    }

    private void limit(long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("out of time");
        }
        socket.setSoTimeout((int) left);
    }
}
