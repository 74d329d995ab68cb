package dev.turbine.tck;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for a WebSocket that must not become one, and odd ones that may. RFC 6455, section 4.2. */
interface BadUpgrades extends Victims {
    @Test
    default void refusesEveryOriginButThoseListed() {
        List<String> others = List.of(
                "null",
                "",
                "*",
                "http://app.example",
                "https://app.example:8443",
                "https://app.example:443",
                "https://app.example.",
                "https://app.example/",
                "https://app.example.evil.example",
                "https://evilapp.example",
                "https://evil.example/https://app.example",
                "https://app.example@evil.example",
                "https://user@app.example",
                "https://APP.example",
                "HTTPS://app.example",
                "https://xn--pp-jla.example",
                "https://app.example https://app.example",
                "https://app.example,https://app.example",
                "file://",
                "https://" + "a".repeat(4000) + ".example");
        try (Victim guarded = victim(builder -> builder.allowedOrigins("https://app.example"))) {
            for (String origin : others) {
                refuses(guarded, 403, "Origin: " + origin);
            }
            refuses(guarded, 403, "Origin: https://app.example", "Origin: https://evil.example");
            refuses(guarded, 403, "Origin: https://app.example", "Origin: https://app.example");
            for (String[] headers : List.of(new String[] {"Origin: https://app.example"}, new String[0])) {
                try (SocketClient client = guarded.open(headers)) {
                    guarded.isAlive(client);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Sec-WebSocket-Key",
                "-Sec-WebSocket-Version",
                "-Connection",
                "-Upgrade",
                "Sec-WebSocket-Key: short",
                "Sec-WebSocket-Key: ",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZTEyMw==",
                "Sec-WebSocket-Version: 8",
                "Sec-WebSocket-Version: 99",
                "Connection: close",
                "Upgrade: h2c",
                "method POST",
                "method PUT"
            })
    default void refusesAnIncompleteHandshake(String change) {
        RawReply reply = RawHttp.exchange(victim().base(), changed(change));
        Victim.hidesInternals(reply.toString());
        Node.expect(true, reply.status() >= 400 && reply.status() <= 426);
        victim().publishedNothing();
    }

    @Test
    default void saysWhichVersionItSpeaks() {
        RawReply reply = RawHttp.exchange(victim().base(), changed("Sec-WebSocket-Version: 8"));
        Node.expect(List.of("13"), reply.header("Sec-WebSocket-Version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws/", "/ws/x", "/WS", "/healthz", "/api/publish", "/api/info", "/ws%2f"})
    default void opensNoWebSocketElsewhere(String path) {
        RawRequest request = SocketClient.upgrade();
        RawReply reply = RawHttp.exchange(victim().base(), new RawRequest("GET", path, request.headers(), new byte[0]));
        Node.expect(true, reply.status() != 101 && reply.status() != 500);
        victim().publishedNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
                "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99",
                "Sec-WebSocket-Extensions: x-webkit-deflate-frame, nonsense; a; b=\"c",
                "Sec-WebSocket-Protocol: chat, superchat"
            })
    default void grantsNothingThatWasOnlyOffered(String header) {
        RawReply reply = answer(SocketClient.upgrade(header));
        Node.expect(true, reply.status() == 101 || reply.status() == 400);
        Node.expect(List.of(), reply.header("Sec-WebSocket-Extensions"));
        Node.expect(List.of(), reply.header("Sec-WebSocket-Protocol"));
        victim().publishedNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " ", ", ", "a,", ";", "\""})
    default void answersLongHeadersInNoTime(String filling) {
        String value = filling.repeat(6000 / filling.length());
        long start = System.nanoTime();
        for (String name : List.of("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Origin", "Connection")) {
            RawReply reply = answer(SocketClient.upgrade(name + ": x" + value + "x"));
            Node.expect(true, reply.status() != 500);
        }
        Node.expect(true, System.nanoTime() - start < 2_000_000_000L);
        victim().publishedNothing();
    }

    @Test
    default void readsFramesSentRightBehindTheRequest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SocketClient.upgrade()
                .bytes(RawHttp.prefix(victim().base()), victim().base().getAuthority()));
        bytes.writeBytes(Frame.text("{\"id\":1,\"method\":\"ping\"}").bytes());
        bytes.writeBytes(Frame.text("{\"id\":2,\"method\":\"ping\"}").bytes());
        try (RawHttp http = new RawHttp(victim().base())) {
            http.send(bytes.toByteArray());
            Node.expect(101, http.read(Node.PATIENCE).status());
            SocketClient client = new SocketClient(http);
            Node.expect("{\"id\":1,\"result\":{\"pong\":true}}", client.receive(Node.PATIENCE));
            Node.expect("{\"id\":2,\"result\":{\"pong\":true}}", client.receive(Node.PATIENCE));
        }
        victim().publishedNothing();
    }

    private RawReply answer(RawRequest request) {
        RawReply reply = RawHttp.exchange(victim().base(), request);
        Victim.hidesInternals(reply.toString());
        return reply;
    }

    private static void refuses(Victim guarded, int status, String... headers) {
        guarded.answers(List.of(status), SocketClient.upgrade(headers));
    }

    private static RawRequest changed(String change) {
        RawRequest good = SocketClient.upgrade();
        if (change.startsWith("method ")) {
            return new RawRequest(change.substring(7), "/ws", good.headers(), new byte[0]);
        }
        String name = change.startsWith("-") ? change.substring(1) : change.substring(0, change.indexOf(':'));
        List<String> headers = new ArrayList<>(good.headers());
        headers.removeIf(line -> line.startsWith(name + ":"));
        if (!change.startsWith("-")) {
            headers.add(change);
        }
        return new RawRequest("GET", "/ws", headers, new byte[0]);
    }
}
