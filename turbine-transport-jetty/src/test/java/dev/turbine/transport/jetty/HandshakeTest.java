package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.tck.RecordingAcceptor;
import java.io.IOException;
import java.net.URI;
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
    void the101TellsNothingOfTheServer() throws Exception {
        try (Wire wire = Wire.to(address)) {
            Wire.Reply reply = wire.upgrade("/ws");

            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.head()).doesNotContain("server:", "jetty", "x-powered-by");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST HTTP/1.1", "GET HTTP/1.0"})
    void whatCannotBeUpgradedIsAnOrdinaryCall(String methodAndVersion) throws Exception {
        String[] parts = methodAndVersion.split(" ");
        try (Wire wire = Wire.to(address)) {
            wire.text(parts[0] + " /ws " + parts[1] + "\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

            assertThat(wire.reply().status()).isEqualTo(200);
            assertThat(acceptor.asked()).isEmpty();
            assertThat(acceptor.calls()).hasSize(1);
        }
    }
}
