package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turbine.Turbine;
import dev.turbine.api.LinkStats;
import dev.turbine.spi.BrokerProvider;
import dev.turbine.spi.PublicationLog;
import dev.turbine.tck.MemoryTransport;
import dev.turbine.tck.NatsServer;
import dev.turbine.tck.TestAuthenticator;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsBrokerProviderTest {
    private final BrokerProvider provider = new NatsBrokerProvider();

    @Test
    void isFoundByItsName() {
        Turbine.Builder builder = Turbine.builder()
                .transport(new MemoryTransport())
                .authenticator(new TestAuthenticator())
                .broker("nats", Map.of("servers", "nats://127.0.0.1:" + NatsServer.freePort()));
        try (Turbine turbine = builder.start()) {
            assertThat(turbine.stats().link().state()).isEqualTo(LinkStats.State.ALONE);
        }
    }

    @Test
    void withoutSettingsThereIsABroker() {
        assertThat(provider.create(Map.of()).stats().state()).isEqualTo(LinkStats.State.ALONE);
    }

    @Test
    void whatIsWrongIsNamedWithoutSecrets() {
        refuses(
                Map.of("server", "nats://hush@a"),
                "the nats broker knows no setting \"server\"; it has credentials, history.bytes, history.replicas,"
                        + " history.size, history.ttl, password, prefix, servers, tls.password, tls.truststore, token,"
                        + " user");
        refuses(Map.of("a\nb", "hush"), "no setting \"a\\u000ab\"; it has");
        refuses(Map.of("servers", "nats://hush@a/b"), "nats://127.0.0.1:4222");
        refuses(Map.of("servers", "nats://a,,nats://b"), "nats://127.0.0.1:4222");
        refuses(Map.of("servers", "nats://user:1234,hush@127.0.0.1:1"), "%2C");
        refuses(Map.of("servers", "nats://user,hush@a, nats://b"), "%2C");
        refuses(Map.of("prefix", "a b"), "prefix must have");
        refuses(Map.of("user", "ann"), "user needs password");
        refuses(Map.of("password", "hush"), "password needs user");
        refuses(Map.of("user", "ann", "password", "hush", "token", "hush"), "one of token, user and credentials");
        refuses(Map.of("servers", "nats://hush@a", "token", "hush"), "or say it in the servers' URLs");
        refuses(Map.of("credentials", "no/such/file"), "credentials file");
        refuses(Map.of("credentials", "pom.xml"), "is no credentials file");
        refuses(Map.of("tls.truststore", "no/such/file", "tls.password", "hush"), "there is no trust store");
        refuses(Map.of("tls.password", "hush"), "tls.password needs tls.truststore");
        refuses(Map.of("history.size", "5"), "a durable history needs history.ttl beside it");
        refuses(Map.of("history.replicas", "3"), "a durable history needs history.size beside it");
        refuses(Map.of("history.size", "hush", "history.ttl", "60"), "history.size must be a number");
        refuses(Map.of("history.size", "0", "history.ttl", "60"), "size of a durable history must be 1 to");
    }

    @Test
    void aHistoryIsDurableIfItIsAskedFor() {
        assertThat(provider.create(Map.of()).log()).isNull();
        Map<String, String> history = Map.of(
                "history.size", "5", "history.ttl", "60", "history.replicas", "3", "history.bytes", "9000000000");
        assertThat(provider.create(history).log())
                .extracting(PublicationLog::retention)
                .isEqualTo(new PublicationLog.Retention(5, Duration.ofMinutes(1)));
    }

    @Test
    void saysWhatIsWrongWithATrustStore(@TempDir Path directory) throws Exception {
        Path store = Certificate.in(directory).trustStore();
        refuses(trusting(store), "the password of the trust store");
        refuses(trusting(Files.writeString(directory.resolve("text.pem"), "-----BEGIN")), "PKCS#12 trust store");
        Path empty = directory.resolve("empty.p12");
        KeyStore none = KeyStore.getInstance("PKCS12");
        none.load(null, null);
        try (OutputStream out = Files.newOutputStream(empty)) {
            none.store(out, "hush".toCharArray());
        }
        refuses(trusting(empty), "no certificate");
    }

    private static Map<String, String> trusting(Path store) {
        return Map.of("tls.truststore", store.toString(), "tls.password", "hush");
    }

    private void refuses(Map<String, String> settings, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.create(settings))
                .withMessageContaining(message)
                .matches(e -> !e.toString().contains("hush"));
    }
}
