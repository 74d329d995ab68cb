package dev.turbine.tck;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request heads that two servers might read in two ways, and those that are none. RFC 9112. */
interface BadRequests extends Victims {
    String SMUGGLED = "{\"channel\":\"" + Victim.CHANNEL + "\",\"data\":\"smuggled\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nContent-Length: 0",
                "Content-Length: 5\r\ncontent-length:  50",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip",
                "Content-Length : 5",
                "Content-Length: 5\r\n\tx: y: z\r\n Content-Length: 0",
                "Content-Length\r\n: 5"
            })
    default void refusesABodyWhoseEndIsUnclear(String framing) {
        String first = "POST " + path() + "/api/publish HTTP/1.1\r\n" + host() + key() + framing + "\r\n\r\n";
        String hidden = "POST " + path() + "/api/publish HTTP/1.1\r\n" + host() + key() + "Content-Length: "
                + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED;
        try (RawHttp http = new RawHttp(victim().base())) {
            http.send(first + "0\r\n\r\n" + hidden);
            RawReply reply = http.read(Node.PATIENCE);
            Victim.hidesInternals(reply.toString());
            Node.expect(true, reply.status() >= 400 && reply.status() <= 501 && reply.status() != 500);
            Node.expect(true, http.endsWithin(Node.PATIENCE)); // nothing behind it is taken for a request
        }
        victim().publishedNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-a: b\rc", "x-a: b\0c", "x\0a: b", "x a: b", ": b", "x-a", "x(a): b", "Host: other.example"})
    default void refusesAMalformedHeader(String header) {
        String request = "GET " + path() + "/healthz HTTP/1.1\r\n" + host() + header + "\r\n\r\n";
        victim().answers(List.of(400), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A server that does not speak a version may answer in one that it speaks. */
    @Test
    default void refusesAnotherVersionOrAnswersInItsOwn() {
        String request = "GET " + path() + "/healthz HTTP/9.9\r\n" + host() + "\r\n";
        victim().answers(List.of(200, 400, 505), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** RFC 9112, section 5.2: a server may also take what was folded for one line, which leaves no second reading. */
    @Test
    default void refusesOrUnfoldsAFoldedHeader() {
        String request = "GET " + path() + "/healthz HTTP/1.1\r\n" + host() + "x-a: b\r\n c: d\r\n\r\n";
        victim().answers(List.of(200, 400), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET\r\n\r\n",
                "GET /healthz\r\n\r\n",
                "GET /healthz JUNK/1.1\r\nHost: a\r\n\r\n",
                "GET http://[::bad/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n",
                "\0\0\0\0\r\n\r\n",
                "{\"channel\":\"target\",\"data\":1}\r\n\r\n"
            })
    default void refusesWhatIsNoRequest(String text) {
        try (RawHttp http = new RawHttp(victim().base())) {
            http.send(text);
            refusedOrEnded(http);
        }
        victim().publishedNothing();
    }

    @Test
    default void survivesTheHelloOfTls() {
        byte[] hello = HexFormat.of().parseHex("16030100a5010000a10303" + "00".repeat(160));
        try (RawHttp http = new RawHttp(victim().base())) {
            http.send(hello).endOutput();
            refusedOrEnded(http);
        }
        victim().publishedNothing();
    }

    @Test
    default void refusesAHeadWithoutEnd() {
        String field = "x-fill: " + "a".repeat(1000) + "\r\n";
        victim().answers(
                        List.of(400, 413, 414, 431),
                        ("GET " + path() + "/healthz HTTP/1.1\r\n" + host() + field.repeat(1000) + "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
        victim().answers(
                        List.of(400, 413, 414, 431),
                        ("GET " + path() + "/healthz HTTP/1.1\r\n" + host() + "x-fill: " + "a".repeat(1_000_000)
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
        victim().answers(
                        List.of(400, 413, 414, 431),
                        ("GET " + path() + "/" + "a".repeat(1_000_000) + " HTTP/1.1\r\n" + host() + "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
        victim().answers(
                        List.of(400, 413, 414, 431),
                        ("GET " + path() + "/healthz HTTP/1.1\r\n" + host() + "a:b\r\n".repeat(20_000) + "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/publish/../publish2",
                "/api/publish/../info/x",
                "/api%2finfo",
                "/api%2fpublish",
                "/api/publish%00",
                "/api/publish;a=b/x",
                "/api/publish%20",
                "/API/PUBLISH",
                "//api/publish",
                "/api/./x/publish",
                "/ws/../nothing"
            })
    default void findsNothingAtPathsThatOnlyLookAlike(String path) {
        RawRequest request = RawRequest.post(path, SMUGGLED, "x-api-key: " + TransportFixture.API_KEY);
        victim().answers(List.of(400, 404), request);
    }

    @Test
    default void answersRequestsThatAreSentTogetherInOrder() {
        try (RawHttp http = new RawHttp(victim().base())) {
            String health = "GET " + path() + "/healthz HTTP/1.1\r\n" + host() + "\r\n";
            String nothing = "GET " + path() + "/nothing HTTP/1.1\r\n" + host() + "\r\n";
            http.send(health + nothing + health);
            Node.expect(200, http.read(Node.PATIENCE).status());
            Node.expect(404, http.read(Node.PATIENCE).status());
            Node.expect("ok", http.read(Node.PATIENCE).text());
        }
        victim().publishedNothing();
    }

    private void refusedOrEnded(RawHttp http) {
        try {
            RawReply reply = http.read(Node.PATIENCE);
            Victim.hidesInternals(reply.toString());
            Node.expect(true, reply.status() >= 400 && reply.status() <= 505 && reply.status() != 500);
        } catch (AssertionError e) {
            if (e.getCause() == null || !http.endsWithin(Node.PATIENCE)) {
                throw e; // neither refused nor ended
            }
        }
    }

    private String host() {
        return "Host: " + victim().base().getAuthority() + "\r\n";
    }

    private String path() {
        return RawHttp.prefix(victim().base());
    }

    private static String key() {
        return "x-api-key: " + TransportFixture.API_KEY + "\r\n";
    }
}
