package dev.turbine.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client on a blocking socket that can break every rule of the protocol. It reads only while it waits for
 * something: a test that does not call it has a client that does not read.
 */
public final class SocketClient implements Client {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RawHttp http;
    private final FrameReader frames;
    private boolean answerPings = true;

    /** Speaks WebSocket on a connection on which a 101 was read. */
    public SocketClient(RawHttp http) {
        this.http = http;
        frames = new FrameReader(http.socket(), http.in());
    }

    /**
     * Opens a WebSocket at {@code /ws} below {@code base}.
     *
     * @param headers further header lines of the request
     * @throws UpgradeRefused if the reply is not 101
     */
    public static SocketClient open(URI base, String... headers) {
        RawHttp http = new RawHttp(base);
        RawReply reply = http.send(upgrade(headers)).read(PATIENCE);
        if (reply.status() != 101) {
            http.close();
            throw new UpgradeRefused(reply);
        }
        if (!reply.header("Sec-WebSocket-Accept").equals(List.of(accept()))) {
            throw new AssertionError("wrong Sec-WebSocket-Accept in " + reply);
        }
        return new SocketClient(http);
    }

    /** A request for a WebSocket at {@code /ws}. */
    public static RawRequest upgrade(String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + KEY));
        lines.addAll(List.of(headers));
        return RawRequest.get("/ws", lines.toArray(String[]::new));
    }

    @Override
    public void send(Frame frame) {
        sendBytes(frame.bytes());
    }

    /** Sends bytes. What the server no longer takes is ignored. */
    public void sendBytes(byte[] bytes) {
        http.send(bytes);
    }

    @Override
    public @Nullable Frame next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Frame frame = nextOfAnyKind(deadline); ; frame = nextOfAnyKind(deadline)) {
            if (frame == null || frame.opcode() < Frame.PING) {
                return frame;
            }
            if (frame.opcode() == Frame.PING && answerPings) {
                send(Frame.of(Frame.FIN | Frame.PONG, frame.payload()));
            }
        }
    }

    /** Returns the next frame, whatever it is, or null when there is none before {@code deadline} (nano time). */
    public @Nullable Frame nextOfAnyKind(long deadline) {
        try {
            return frames.next(deadline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean ended() {
        return frames.ended();
    }

    @Override
    public void answerPings(boolean answer) {
        answerPings = answer;
    }

    /** Address and port of this end, as a server sees its peer. */
    public String localAddress() {
        return http.localAddress();
    }

    /** Whether the server ends the connection within {@code timeout}; what it sends before is ignored. */
    public boolean endsWithin(Duration timeout) {
        return ended() || http.endsWithin(timeout);
    }

    /** Ends the connection without a close frame. */
    public void hangUp() {
        http.close();
    }

    /** Ends the connection by a reset, as a machine does that has lost its state. */
    public void kill() {
        try {
            http.socket().setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        http.close();
    }

    @Override
    public void close() {
        if (!http.socket().isClosed()) {
            send(Frame.close(1000, ""));
            http.close();
        }
    }

    private static String accept() {
        byte[] input = (KEY + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(input));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
