package dev.turbine.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.Turbine;
import dev.turbine.spi.Transport;
import dev.turbine.tck.TestAuthenticator;
import dev.turbine.transport.jetty.JettyTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who changes the transport of a server changes nothing that its clients see. */
@Timeout(30)
final class SameBytesTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String KEY = "X-Api-Key: test-key\r\n";
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String PUBLICATION = "{\"channel\":\"a\",\"data\":1}";

    private static Turbine jetty;
    private static Turbine undertow;

    @BeforeAll
    static void start() {
        jetty = start(JettyTransport.builder().host("127.0.0.1").port(0).build());
        undertow = start(UndertowTransport.builder().host("127.0.0.1").port(0).build());
    }

    @AfterAll
    static void close() {
        jetty.close();
        undertow.close();
    }

    private static Turbine start(Transport transport) {
        return Turbine.builder()
                .name("same")
                .transport(transport)
                .authenticator(new TestAuthenticator())
                .apiKeys("test-key")
                .start();
    }

    static Stream<List<String>> requests() {
        return Stream.of(
                List.of("an upgrade", "GET /ws HTTP/1.1\r\n" + HOST + UPGRADE + "\r\n"),
                List.of(
                        "an upgrade that is refused",
                        "GET /ws HTTP/1.1\r\n" + HOST + UPGRADE.replace("Version: 13", "Version: 8") + "\r\n"),
                List.of("an upgrade elsewhere", "GET /other HTTP/1.1\r\n" + HOST + UPGRADE + "\r\n"),
                List.of("no upgrade", "GET /ws HTTP/1.1\r\n" + HOST + "\r\n"),
                List.of("health", "GET /healthz HTTP/1.1\r\n" + HOST + "\r\n"),
                List.of("HEAD of health", "HEAD /healthz HTTP/1.1\r\n" + HOST + "\r\n"),
                List.of("the last request", "GET /healthz HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"),
                publish("a publication", KEY, PUBLICATION),
                publish("no key", "", PUBLICATION),
                publish("no JSON", KEY, "nonsense"),
                publish("too much", KEY, "{\"channel\":\"a\",\"data\":\"" + "x".repeat(2 << 20) + "\"}"),
                List.of(
                        "chunks",
                        "POST /api/publish HTTP/1.1\r\n" + HOST + KEY + "Content-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(PUBLICATION.length())
                                + "\r\n"
                                + PUBLICATION + "\r\n0\r\n\r\n"),
                List.of(
                        "too much announced",
                        "POST /api/publish HTTP/1.1\r\n" + HOST + KEY
                                + "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n"),
                List.of("nothing there", "GET /nothing HTTP/1.1\r\n" + HOST + "\r\n"),
                List.of("HEAD of nothing", "HEAD /nothing HTTP/1.1\r\n" + HOST + "\r\n"),
                List.of("another method", "DELETE /api/publish HTTP/1.1\r\n" + HOST + KEY + "\r\n"),
                List.of("an expectation", "GET /healthz HTTP/1.1\r\n" + HOST + "Expect: miracles\r\n\r\n"),
                List.of("no path", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
                List.of("no host", "GET /healthz HTTP/1.1\r\n\r\n"),
                List.of("two hosts", "GET /healthz HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
                List.of(
                        "two lengths",
                        "POST /x HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\nContent-Length: 1\r\n\r\n"),
                List.of("a space before the colon", "GET /x HTTP/1.1\r\n" + HOST + "X : y\r\n\r\n"),
                List.of("a path with a parameter", "GET /a/..;/ws HTTP/1.1\r\n" + HOST + "\r\n"),
                List.of(
                        "a body that nobody reads",
                        "POST /nothing HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answersAsTheOtherDoes(List<String> nameAndRequest) throws IOException {
        boolean bodiless = nameAndRequest.get(1).startsWith("HEAD");
        String expected = exchange(jetty, nameAndRequest.get(1), bodiless);
        assertThat(exchange(undertow, nameAndRequest.get(1), bodiless)).isEqualTo(expected);
    }

    private static List<String> publish(String name, String key, String body) {
        return List.of(
                name,
                "POST /api/publish HTTP/1.1\r\n" + HOST + key + "Content-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    /** A reply, with its fields in order of the alphabet. */
    private static String exchange(Turbine turbine, String request, boolean bodiless) throws IOException {
        int port = turbine.addresses().get(0).getPort();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!text(bytes).endsWith("\r\n\r\n")) {
                read(socket, bytes, 1);
            }
            String[] head = text(bytes).split("\r\n");
            Arrays.sort(head, 1, head.length);
            bytes.reset();
            String length = "0";
            for (int i = 1; i < head.length; i++) {
                length = head[i].startsWith("Content-Length: ") ? head[i].substring(16) : length;
                head[i] = head[i].replaceFirst("^Date: .*", "Date: now");
            }
            read(socket, bytes, bodiless ? 0 : Integer.parseInt(length));
            return String.join("\r\n", head) + "\r\n\r\n" + text(bytes);
        }
    }

    private static void read(Socket socket, ByteArrayOutputStream bytes, int count) throws IOException {
        byte[] read = socket.getInputStream().readNBytes(count);
        assertThat(read).as("behind %s", bytes).hasSize(count);
        bytes.writeBytes(read);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
