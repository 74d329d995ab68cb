package dev.turbine.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.spi.support.ErrorReply;
import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RecordingAcceptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class UndertowTransportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RecordingAcceptor acceptor = new RecordingAcceptor();
    private final UndertowTransport transport =
            UndertowTransport.builder().host("127.0.0.1").port(0).build();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void tellsItsPortWhileItServes() throws IOException {
        assertThatIllegalStateException().isThrownBy(transport::port);
        transport.start(acceptor);
        assertThat(transport.port()).isEqualTo(transport.addresses().get(0).getPort());
        transport.close();
        assertThatIllegalStateException().isThrownBy(transport::port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /x HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /x HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
                "GET /x HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n"
            })
    void answersWhatUndertowRefusesAsEverythingElseIsRefused(String request) throws IOException {
        transport.start(acceptor);
        try (RawHttp http = new RawHttp(transport.addresses().get(0))) {
            http.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(http.read(PATIENCE).status()).isEqualTo(200);

            http.send(request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n" + "x".repeat(100_000));
            RawReply reply = http.read(PATIENCE);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).isEqualTo(new String(ErrorReply.of(400).body(), StandardCharsets.UTF_8));
            assertThat(reply.header("Content-Type")).containsExactly("application/json");
            assertThat(reply.header("Connection")).containsExactly("close");
            assertThat(http.endsWithin(PATIENCE)).isTrue();
            assertThat(acceptor.nextCall().head().path()).isEqualTo("/first");
            assertThat(acceptor.calls()).isEmpty();
        }
    }
}
