package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Admission;
import dev.turbine.spi.Message;
import dev.turbine.spi.RequestHead;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class HandshakeTest {
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

    @Test
    void answers101WithTheAcceptOfTheKeyAndNothingMore() throws Exception {
        try (Wire wire = Wire.to(address)) {
            Wire.Reply reply = wire.upgrade("/ws");

            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.head())
                    .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n")
                    .contains("upgrade: websocket\r\n")
                    .contains("connection: upgrade\r\n")
                    .doesNotContain("sec-websocket-extensions", "sec-websocket-protocol", "server:", "jetty");
        }
    }

    @Test
    void grantsNoCompression() throws Exception {
        try (Wire wire = Wire.to(address)) {
            Wire.Reply reply = wire.upgrade(
                    "/ws",
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x-webkit-deflate-frame");
            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.head()).doesNotContain("sec-websocket-extensions");
            String text = "a".repeat(200);
            acceptor.nextOpened().send(Message.text(text));

            Wire.Frame frame = wire.readFrame();
            assertThat(frame.first()).isEqualTo(Wire.FIN | Wire.TEXT);
            assertThat(frame.text()).isEqualTo(text);
        }
    }

    @Test
    void answersTheSubprotocolOfTheEngine() throws Exception {
        acceptor.admit = head -> new Admission.Accept("turbine.v2", acceptor.open);
        try (Wire wire = Wire.to(address)) {
            assertThat(wire.upgrade("/ws", "Sec-WebSocket-Protocol: turbine.v2, other")
                            .head())
                    .contains("sec-websocket-protocol: turbine.v2\r\n");
        }
    }

    @Test
    void asksTheEngineOnEveryPathWithTheWholeHead() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.upgrade("/any/th%69ng?q=1", "Origin: https://a.example", "X-Two: one, 1", "x-two: two");

            RequestHead head = acceptor.asked.take();
            assertThat(head.method()).isEqualTo("GET");
            assertThat(head.path()).isEqualTo("/any/thing");
            assertThat(head.headers("ORIGIN")).containsExactly("https://a.example");
            assertThat(head.headers("X-two")).containsExactly("one, 1", "two");
            assertThat(head.headers("absent")).isEmpty();
            assertThat(head.secure()).isFalse();
            assertThat(head.remoteAddress()).isEqualTo("127.0.0.1:" + wire.socket.getLocalPort());
        }
    }

    @Test
    void whatIsRefusedNeverBecomesAWebSocket() throws Exception {
        try (Wire wire = Wire.to(address)) {
            Wire.Reply reply = wire.upgrade("/elsewhere");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.head()).contains("x-test: 1\r\n").doesNotContain("sec-websocket");
            assertThat(reply.body()).isEqualTo("{\"refused\":true}");

            wire.text("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"); // still HTTP
            assertThat(wire.reply().status()).isEqualTo(200);
            assertThat(acceptor.opened).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST HTTP/1.1", "GET HTTP/1.0"})
    void whatCannotBeUpgradedIsAnOrdinaryCall(String methodAndVersion) throws Exception {
        String[] parts = methodAndVersion.split(" ");
        try (Wire wire = Wire.to(address)) {
            wire.text(upgrade(parts[0], parts[1], "13", "dGhlIHNhbXBsZSBub25jZQ==", "Upgrade"));

            assertThat(wire.reply().status()).isEqualTo(200);
            assertThat(acceptor.asked).isEmpty();
            assertThat(acceptor.calls).hasSize(1);
        }
    }

    @Test
    void framesThatComeWithTheRequestAreNotLost() throws Exception {
        try (Wire wire = Wire.to(address)) {
            byte[] head = upgrade("GET", "HTTP/1.1", "13", "dGhlIHNhbXBsZSBub25jZQ==", "Upgrade")
                    .getBytes(StandardCharsets.ISO_8859_1);
            byte[] frame = Wire.frameOf(Wire.FIN | Wire.TEXT, "early".getBytes());
            byte[] both = Arrays.copyOf(head, head.length + frame.length);
            System.arraycopy(frame, 0, both, head.length, frame.length);
            wire.bytes(both);

            assertThat(wire.reply().status()).isEqualTo(101);
            assertThat(acceptor.nextOpened().nextText()).isEqualTo("early");
        }
    }

    private static String upgrade(String method, String http, String version, String key, String connection) {
        return method + " /ws " + http + "\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: " + connection
                + "\r\nSec-WebSocket-Version: " + version + "\r\nSec-WebSocket-Key: " + key + "\r\n\r\n";
    }
}
