package dev.turbine.tck;

import static dev.turbine.tck.Node.PATIENCE;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Subscription;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server under attack, with a {@link Canary} beside the attacker and somebody who watches what gets published. */
final class Victim implements AutoCloseable {
    /** The channel that no attack may reach. */
    static final String CHANNEL = "target";

    private static final Pattern INTERNALS =
            Pattern.compile("Exception|Throwable|\\bat dev\\.|dev\\.turbine|org\\.eclipse|java\\.|Jetty|undertow");

    private final Node node;
    private final Tokens tokens;
    private final Canary canary;
    private final BlockingQueue<String> watched = new LinkedBlockingQueue<>();
    private final Subscription watching;
    private final boolean ownServer;
    private int markers;

    Victim(Node node, Tokens tokens, boolean ownServer) {
        this.node = node;
        this.ownServer = ownServer;
        this.tokens = tokens;
        canary = new Canary(node, token());
        watching = node.turbine().subscribe(CHANNEL, publication -> watched.add(publication.data()));
    }

    URI base() {
        return node.base();
    }

    /** Whether requests and frames are parsed by the transport's own server, and not by a host's. */
    boolean ownServer() {
        return ownServer;
    }

    /** How many requests and commands were answered with this code. */
    long refused(int code) {
        return node.turbine().stats().refused().getOrDefault(code, 0L);
    }

    String token() {
        return tokens.token("user-1", Instant.now().plusSeconds(3600), List.of());
    }

    SocketClient open(String... headers) {
        return SocketClient.open(base(), headers);
    }

    SocketClient connect() {
        return (SocketClient) node.connect(token());
    }

    /** Sends frames on a connection of their own, which must then be closed with one of {@code codes}. */
    void closes(List<Integer> codes, Frame... frames) {
        try (SocketClient client = open()) {
            Arrays.stream(frames).forEach(client::send);
            expectClose(client, PATIENCE, codes.toArray(Integer[]::new));
        }
        canary.check();
    }

    /** Reads up to a close frame with one of {@code codes}, and to the end of the connection behind it. */
    void expectClose(SocketClient client, Duration timeout, Integer... codes) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Frame frame = client.next(timeout);
        while (frame != null && frame.opcode() != Frame.CLOSE) {
            frame = client.next(Duration.ofNanos(deadline - System.nanoTime()));
        }
        if (frame == null && client.ended() && !ownServer && List.of(codes).contains(1002)) {
            return; // a host's server may end it without one
        }
        if (frame == null) {
            throw new AssertionError("no close frame, " + (client.ended() ? "connection ended" : "nothing comes"));
        }
        Disconnect close = frame.disconnect();
        hidesInternals(close.reason());
        if (!List.of(codes).contains(close.code())) {
            throw new AssertionError("expected close " + List.of(codes) + ", got " + close);
        }
        client.send(Frame.of(Frame.FIN | Frame.CLOSE, frame.payload()));
        if (client.next(timeout) != null || !client.ended()) {
            throw new AssertionError("connection goes on after close " + close);
        }
    }

    /** Sends a message on a connection of its own; it must be answered with error 400 and the connection stay open. */
    void isBadCommand(Frame... frames) {
        try (SocketClient client = open()) {
            Arrays.stream(frames).forEach(client::send);
            String reply = client.receive(PATIENCE);
            hidesInternals(reply);
            if (!reply.matches("\\{\"id\":[01],\"error\":\\{\"code\":400,\"message\":\"bad (command|UTF-8)\"}}")) {
                throw new AssertionError("expected a bad command, got " + reply);
            }
            isAlive(client);
        }
        canary.check();
    }

    /** Publishes data that is good, however odd: it must arrive as it was sent. */
    void carries(RawRequest publication, String channel, String data) {
        try (SocketClient subscriber = connect()) {
            node.subscribe(subscriber, channel);
            Node.expect(
                    "{\"ok\":true,\"delivered\":1}",
                    RawHttp.exchange(base(), publication).text());
            String push =
                    "{\"method\":\"publication\",\"params\":{\"channel\":\"" + channel + "\",\"data\":" + data + "}}";
            String actual = subscriber.receive(PATIENCE);
            if (!push.equals(actual)) {
                throw new AssertionError("data did not arrive as it was sent: " + actual.length() + " characters");
            }
        }
        canary.check();
    }

    /** A connection still answers commands, and nothing else comes before the answer. */
    void isAlive(SocketClient client) {
        client.sendText("{\"id\":77,\"method\":\"ping\"}");
        Node.expect("{\"id\":77,\"result\":{\"pong\":true}}", client.receive(PATIENCE));
    }

    /** Sends bytes on a connection of their own; the reply must have one of {@code statuses}. */
    RawReply answers(List<Integer> statuses, byte[]... parts) {
        try (RawHttp http = new RawHttp(base())) {
            Arrays.stream(parts).forEach(http::send);
            RawReply reply = http.read(PATIENCE);
            check(reply, statuses);
            return reply;
        }
    }

    RawReply answers(List<Integer> statuses, RawRequest request) {
        RawReply reply = RawHttp.exchange(base(), request);
        check(reply, statuses);
        return reply;
    }

    private void check(RawReply reply, List<Integer> statuses) {
        hidesInternals(reply.toString());
        if (!statuses.contains(reply.status())) {
            throw new AssertionError("expected one of " + statuses + ", got " + reply);
        }
        publishedNothing();
    }

    /** Nothing has reached {@link #CHANNEL}, and everybody else is well. */
    void publishedNothing() {
        String marker = "\"nothing but " + ++markers + "\"";
        node.turbine().publish(CHANNEL, marker);
        try {
            Node.expect(marker, String.valueOf(watched.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        canary.check();
    }

    /** What is told to a client says nothing of the server's insides. */
    static void hidesInternals(@Nullable String text) {
        if (text != null && INTERNALS.matcher(text).find()) {
            throw new AssertionError("a reply tells internals: " + text);
        }
    }

    @Override
    public void close() {
        canary.close();
        watching.close();
        node.close();
    }
}
