package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turbine.spi.Message;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS, of a transport that opens a port of its own: from a key store, a context, and settings. */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TlsContract {
    private TlsKeys keys;

    /** Makes one for any free port, with the key of a PKCS#12 file. */
    protected abstract Transport transport(Path pkcs12, char[] password);

    /** Makes one for any free port, with a context. */
    protected abstract Transport transport(SSLContext context);

    /** Makes them from settings. */
    protected abstract TransportProvider provider();

    @BeforeAll
    final void makeKeys(@TempDir Path directory) throws Exception {
        keys = TlsKeys.in(directory);
    }

    @Test
    void servesWebSocketsAndHttpFromAKeyStore() throws Exception {
        serves(transport(keys.file(), TlsKeys.password()));
    }

    @Test
    void servesFromAContext() throws Exception {
        serves(transport(keys.context()));
    }

    @Test
    void servesFromSettings() throws Exception {
        serves(provider()
                .create(Map.of(
                        "port", "0", "tls.keystore", keys.file().toString(), "tls.password", TlsKeys.PASSWORD_TEXT)));
    }

    @Test
    void refusesOldProtocols() throws Exception {
        try (Rig rig = start(new RecordingAcceptor());
                SSLSocket socket = (SSLSocket) keys.sockets()
                        .createSocket(rig.base().getHost(), rig.base().getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
        }
    }

    @Test
    void answersPlainTextWithNothingOfHttp() {
        try (Rig rig = start(new RecordingAcceptor());
                RawHttp http = rig.http()) {
            http.send(RawRequest.get("/"));
            assertThat(http.endsWithin(Node.patience())).isTrue();
            assertThat(rig.acceptor().calls()).isEmpty();
        }
    }

    @Test
    void cutsOffAHandshakeThatDoesNotEnd() {
        try (Rig rig = start(new RecordingAcceptor().idleTimeout(Duration.ofMillis(500)));
                RawHttp http = rig.http()) {
            http.send(new byte[] {0x16, 3, 1, 2, 0, 1}); // the beginning of a ClientHello
            assertThat(http.endsWithin(Node.patience())).isTrue();
        }
    }

    @Test
    void aBroadcastOfMegabytesArrivesInOrderBesideWhatIsRead() throws Exception {
        try (Rig rig = start(new RecordingAcceptor());
                Link link = open(rig)) {
            RecordingListener listener = link.listener();
            Message[] batch = new Message[500];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = Message.text(i + " " + "x".repeat(16 * 1024));
            }
            listener.send(batch);
            for (int i = 0; i < batch.length; i++) {
                link.client().sendText("m" + i);
                assertThat(link.read().text()).startsWith(i + " ");
            }
            for (int i = 0; i < batch.length; i++) {
                assertThat(new String(listener.next().payload())).isEqualTo("m" + i);
            }
            assertThat(listener.faults()).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithAKeyStore() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport(keys.file().resolveSibling("absent.p12"), TlsKeys.password()))
                .withMessageContaining("there is no key store")
                .withMessageContaining("absent.p12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport(keys.file(), "wrong".toCharArray()))
                .withMessageContaining("password")
                .withMessageContaining("keys.p12")
                .withMessageNotContaining("wrong");
        Path text = Files.writeString(keys.file().resolveSibling("text.pem"), "-----BEGIN CERTIFICATE-----");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport(text, TlsKeys.password()))
                .withMessageContaining("PKCS#12");
        Path keyless = keys.keyless();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport(keyless, TlsKeys.password()))
                .withMessageContaining("no private key");
    }

    private void serves(Transport transport) throws Exception {
        String large = "x".repeat(1024 * 1024);
        SSLSocketFactory sockets = keys.sockets();
        try (Rig rig = Rig.of(transport, new RecordingAcceptor());
                Link link = open(rig);
                RawHttp http = new RawHttp(rig.base(), sockets)) {
            assertThat(rig.base())
                    .isEqualTo(URI.create("https://localhost:" + rig.base().getPort()));
            assertThat(rig.acceptor().nextAsked().secure()).isTrue();
            RecordingListener listener = link.listener();
            link.client().send(Frame.of(Frame.FIN | Frame.TEXT, new byte[RecordingAcceptor.MESSAGE_BYTES]));
            assertThat(listener.next().payload()).hasSize(RecordingAcceptor.MESSAGE_BYTES);
            listener.send(Message.text("small"), Message.text(large));
            assertThat(link.read().text()).isEqualTo("small");
            assertThat(link.read().text()).isEqualTo(large);
            link.client().send(Frame.of(Frame.FIN | Frame.TEXT, new byte[1024 * 1024]));
            assertThat(link.readClose().code()).isEqualTo(1009);

            http.send(RawRequest.get("/x", "Host: other.example"));
            assertThat(http.read(Node.patience()).status()).isEqualTo(200);
            assertThat(rig.acceptor().nextCall().head().secure()).isTrue();
        }
    }

    private Rig start(RecordingAcceptor acceptor) {
        return Rig.of(transport(keys.file(), TlsKeys.password()), acceptor);
    }

    private Link open(Rig rig) throws Exception {
        RawHttp http = new RawHttp(rig.base(), keys.sockets());
        assertThat(http.send(SocketClient.upgrade()).read(Node.patience()).status())
                .isEqualTo(101);
        return new Link(new SocketClient(http), rig.acceptor().nextOpened());
    }
}
