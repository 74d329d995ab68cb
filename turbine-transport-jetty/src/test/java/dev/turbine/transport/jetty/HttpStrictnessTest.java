package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.support.ErrorReply;
import dev.turbine.tck.RecordingAcceptor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Jetty refuses by itself: nobody sees a smuggled request, and no reply tells what runs here. */
@Timeout(30)
final class HttpStrictnessTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final RecordingAcceptor acceptor = new RecordingAcceptor();
    private final JettyTransport transport =
            JettyTransport.builder().host("127.0.0.1").port(0).build();
    private URI address;

    @BeforeEach
    void start() throws IOException {
        transport.start(acceptor);
        address = transport.addresses().get(0);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    static Stream<List<String>> ambiguousRequests() {
        return Stream.of(
                request("length and chunks", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                request("chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n", "0\r\n\r\n"),
                request("two lengths", "Content-Length: 0\r\nContent-Length: 30\r\n", ""),
                request("one length twice", "Content-Length: 0\r\nContent-Length: 0\r\n", ""),
                request("a list of lengths", "Content-Length: 0, 0\r\n", ""),
                request("a negative length", "Content-Length: -1\r\n", ""),
                request("a length with a sign", "Content-Length: +0\r\n", ""),
                request("a length in hex", "Content-Length: 0x0\r\n", ""),
                request("a length past 63 bits", "Content-Length: 99999999999999999999\r\n", ""),
                request("an unknown coding", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
                request("chunked twice", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"),
                request("chunked not last", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
                request("a space before the colon", "Content-Length : 0\r\n", ""),
                request("a folded line", "X-A: 1\r\n folded\r\n", ""),
                request("a bare LF", "X-A: 1\nX-B: 2\r\n", ""),
                request("a NUL in a value", "X-A: 1\u00002\r\n", ""),
                request("a CR in a value", "X-A: 1\r2\r\n", ""),
                request("no colon", "nonsense\r\n", ""),
                request("no name", ": value\r\n", ""),
                request("two hosts", "Host: other\r\n", ""),
                List.of("no host", "GET / HTTP/1.1\r\n\r\n" + SMUGGLED),
                List.of("an unknown version", "GET / HTTP/3.7\r\nHost: localhost\r\n\r\n" + SMUGGLED),
                List.of("no version", "GET /\r\n\r\n" + SMUGGLED),
                List.of("nonsense", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n" + SMUGGLED),
                List.of("a bare LF after the first line", "GET / HTTP/1.1\nHost: localhost\r\n\r\n" + SMUGGLED),
                path("/a%2fb"),
                path("/%2e%2e/ws"),
                path("/a/..;/ws"),
                path("/a//b"),
                path("/a%00b"),
                path("/a%zz"),
                path("/../../etc/passwd"),
                path("/a\\b"));
    }

    @ParameterizedTest
    @MethodSource("ambiguousRequests")
    void refusesWhatCanBeReadInTwoWays(List<String> nameAndBytes) throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(nameAndBytes.get(1));
            Wire.Reply reply = wire.reply();

            assertThat(reply.status()).isIn(400, 501, 505);
            assertPlain(reply);
            assertThat(acceptor.calls()).extracting(call -> call.head().path()).doesNotContain("/smuggled");
            if (!nameAndBytes.get(0).startsWith("path")) {
                assertThat(wire.ends()).isTrue();
            }
            assertThat(acceptor.asked()).isEmpty();
        }
    }

    @Test
    void refusesAHeadOver16KiBWith431() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(17 * 1024) + "\r\n\r\n");
            Wire.Reply reply = wire.reply();

            assertThat(reply.status()).isEqualTo(431);
            assertPlain(reply);
        }
    }

    @Test
    void takesAHeadOf15KiB() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(15 * 1024) + "\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesALongTargetWith414() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("GET /" + "x".repeat(17 * 1024) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Wire.Reply reply = wire.reply();

            assertThat(reply.status()).isEqualTo(414);
            assertPlain(reply);
        }
    }

    @Test
    void refusesAnUnknownExpectationWith417() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("GET / HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\n\r\n");
            Wire.Reply reply = wire.reply();

            assertThat(reply.status()).isEqualTo(417);
            assertPlain(reply);
        }
    }

    @Test
    void refusesTargetsThatAreNoPath() throws Exception {
        for (String line : List.of("OPTIONS *", "CONNECT localhost:80")) {
            try (Wire wire = Wire.to(address)) {
                wire.text(line + " HTTP/1.1\r\nHost: localhost:80\r\n\r\n");
                Wire.Reply reply = wire.reply();
                assertThat(reply.status()).isEqualTo(400);
                assertPlain(reply);
            }
        }
        assertThat(acceptor.calls()).isEmpty();
    }

    @Test
    void anAbsoluteTargetDoesNotPretendTls() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("GET https://localhost/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
            assertThat(acceptor.nextCall().head().secure()).isFalse();
        }
    }

    @Test
    void ignoresUpgradesToOtherProtocols() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotSpeakHttp2() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(wire.reply().status()).isGreaterThanOrEqualTo(400);
            assertThat(acceptor.calls()).isEmpty();
        }
    }

    @Test
    void repliesWithoutATraceOfTheServer() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.reply().head())
                    .startsWith("http/1.1 200 ok\r\n")
                    .doesNotContain("server:", "jetty", "x-powered-by");
        }
    }

    @Test
    void aSmallBodyThatNobodyReadDoesNotCostTheConnection() throws Exception {
        acceptor.handling(call -> call.reply(RecordingAcceptor.reply(401, "{}")));
        try (Wire wire = Wire.to(address)) {
            for (int i = 0; i < 3; i++) {
                wire.text("POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
                Wire.Reply reply = wire.reply();
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.head()).doesNotContain("connection: close");
            }
        }
    }

    private static void assertPlain(Wire.Reply reply) {
        assertThat(reply.head()).doesNotContain("server:", "jetty", "text/html", "exception");
        String constant = new String(ErrorReply.of(reply.status()).body(), StandardCharsets.UTF_8);
        assertThat(reply.body()).isIn("", constant);
    }

    private static List<String> request(String name, String headers, String body) {
        return List.of(name, "POST /x HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body + SMUGGLED);
    }

    private static List<String> path(String path) {
        return List.of("path " + path, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
}
