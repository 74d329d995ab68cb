package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turbine.spi.Message;
import dev.turbine.spi.support.ServerSettings;
import dev.turbine.tck.RecordingAcceptor;
import dev.turbine.tck.RecordingListener;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path directory;

    private static Path keys;
    private final RecordingAcceptor acceptor = new RecordingAcceptor();

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = directory.resolve("keys.p12");
        TestKeys.make(keys, PASSWORD);
    }

    @Test
    void servesWebSocketsAndHttpFromAKeyStore() throws Exception {
        JettyTransport transport =
                JettyTransport.builder().port(0).tls(keys, PASSWORD).build();
        serves(transport);
    }

    @Test
    void servesFromAContext() throws Exception {
        JettyTransport transport = JettyTransport.builder()
                .port(0)
                .tls(ServerSettings.DEFAULT.withTls(keys, PASSWORD).tls())
                .build();
        serves(transport);
    }

    @Test
    void servesFromSettings() throws Exception {
        serves((JettyTransport) new JettyTransportProvider()
                .create(Map.of("port", "0", "tls.keystore", keys.toString(), "tls.password", new String(PASSWORD))));
    }

    @Test
    void refusesOldProtocols() throws Exception {
        JettyTransport transport =
                JettyTransport.builder().port(0).tls(keys, PASSWORD).build();
        transport.start(acceptor);
        try (SSLSocket socket = client("localhost", transport.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
        } finally {
            transport.close();
        }
    }

    @Test
    void answersPlainTextWithNothingOfHttp() throws Exception {
        JettyTransport transport =
                JettyTransport.builder().port(0).tls(keys, PASSWORD).build();
        transport.start(acceptor);
        try (Wire wire = new Wire(new Socket("localhost", transport.port()))) {
            wire.text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.ends()).isTrue();
            assertThat(acceptor.calls()).isEmpty();
        } finally {
            transport.close();
        }
    }

    @Test
    void cutsOffAHandshakeThatDoesNotEnd() throws Exception {
        acceptor.idleTimeout(Duration.ofMillis(500));
        JettyTransport transport =
                JettyTransport.builder().port(0).tls(keys, PASSWORD).build();
        transport.start(acceptor);
        try (Wire wire = new Wire(new Socket("localhost", transport.port()))) {
            wire.bytes(new byte[] {0x16, 3, 1, 2, 0, 1}); // the beginning of a ClientHello
            assertThat(wire.ends()).isTrue();
        } finally {
            transport.close();
        }
    }

    @Test
    void saysWhatIsWrongWithAKeyStore() throws Exception {
        JettyTransport.Builder builder = JettyTransport.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tls(directory.resolve("absent.p12"), PASSWORD))
                .withMessageContaining("there is no key store")
                .withMessageContaining("absent.p12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tls(keys, "wrong".toCharArray()))
                .withMessageContaining("password")
                .withMessageContaining("keys.p12")
                .withMessageNotContaining("wrong");
        Path text = Files.writeString(directory.resolve("text.pem"), "-----BEGIN CERTIFICATE-----");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tls(text, PASSWORD))
                .withMessageContaining("PKCS#12");
        Path trust = directory.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var out = Files.newOutputStream(trust)) {
            store.store(out, PASSWORD);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tls(trust, PASSWORD))
                .withMessageContaining("no private key");
    }

    private void serves(JettyTransport transport) throws Exception {
        transport.start(acceptor);
        URI address = transport.addresses().get(0);
        assertThat(address).isEqualTo(URI.create("https://localhost:" + transport.port()));
        String large = "x".repeat(1024 * 1024);
        try (Wire wire = new Wire(client("localhost", transport.port()));
                Wire http = new Wire(client("localhost", transport.port()))) {
            assertThat(wire.upgrade("/ws").status()).isEqualTo(101);
            RecordingListener listener = acceptor.nextOpened();
            assertThat(acceptor.nextAsked().secure()).isTrue();
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.TEXT, new byte[RecordingAcceptor.MESSAGE_BYTES]));
            assertThat(listener.next().payload()).hasSize(RecordingAcceptor.MESSAGE_BYTES);
            listener.send(Message.text("small"), Message.text(large));
            assertThat(wire.readFrame().text()).isEqualTo("small");
            assertThat(wire.readFrame().text()).isEqualTo(large);
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.TEXT, new byte[1024 * 1024]));
            assertThat(wire.readCloseCode()).isEqualTo(1009);

            http.text("GET /x HTTP/1.1\r\nHost: other.example\r\n\r\n");
            assertThat(http.reply().status()).isEqualTo(200);
            assertThat(acceptor.nextCall().head().secure()).isTrue();
        } finally {
            transport.close();
        }
    }

    private static SSLSocket client(String host, int port) throws Exception {
        return TestKeys.client(keys, PASSWORD, host, port);
    }
}
