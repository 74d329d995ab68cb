package dev.turbine.transport.jetty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A client that puts on a socket whatever it is told to. */
final class Wire implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FIN = 0x80;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    final Socket socket;
    final DataInputStream in;
    final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    static Wire to(URI address) throws IOException {
        return new Wire(new Socket("localhost", address.getPort()));
    }

    static Wire webSocket(URI address) throws IOException {
        Wire wire = to(address);
        wire.upgrade("/ws");
        return wire;
    }

    Reply upgrade(String path, String... more) throws IOException {
        text("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("", Arrays.stream(more).map(line -> line + "\r\n").toList()) + "\r\n");
        return reply();
    }

    void text(String text) throws IOException {
        bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void frame(int first, String payload) throws IOException {
        bytes(frameOf(first, payload.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] frameOf(int first, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(first, payload.length));
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ MASK[i & 3]);
        }
        return bytes.toByteArray();
    }

    /** Header of a masked frame, with any length announced. */
    static byte[] head(int first, long length) {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) first);
        if (length >= 0 && length < 126) {
            head.put((byte) (0x80 | length));
        } else if (length >= 0 && length < 65_536) {
            head.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            head.put((byte) (0x80 | 127)).putLong(length);
        }
        head.put(MASK);
        return Arrays.copyOf(head.array(), head.position());
    }

    static byte[] closePayload(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Frame(first, in.readNBytes((int) length));
    }

    /** The code of the close frame that comes next, past other frames. */
    int readCloseCode() throws IOException {
        Frame frame = readFrame();
        while (frame.opCode() != CLOSE) {
            frame = readFrame();
        }
        return frame.closeCode();
    }

    /** Reads a reply with its body. */
    Reply reply() throws IOException {
        Reply head = replyToHead();
        return new Reply(
                head.status(),
                head.head(),
                head.length(),
                new String(in.readNBytes(head.length()), StandardCharsets.UTF_8));
    }

    /** Reads a reply that has no body, whatever length it says. */
    Reply replyToHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("after: " + head);
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(text.substring(9, 12));
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at)));
        return new Reply(status, lower, length, "");
    }

    /** Whether the server ends the connection, by whatever means, within the time of the socket. */
    boolean ends() {
        try {
            return in.readAllBytes() != null;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A frame that the server sent. */
    record Frame(int first, byte[] payload) {
        int opCode() {
            return first & 0x0f;
        }

        int closeCode() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** A reply; its head is in lower case. */
    record Reply(int status, String head, int length, String body) {}
}
