package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.api.TurbineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String SECRET = "a secret that has thirty-two bytes, and more";
    private static final String LIMITS = "must be a whole number within 1 and 2147483647";
    private static final String ORIGINS =
            "must be *, or origins such as https://app.example.com or http://localhost:3000, in lower case,"
                    + " without a path or a slash at the end, separated by commas";
    private static final String CHANNELS = "chat:* history=100 ttl=5m; prices:* overflow=conflate";
    private static final String SEPARATORS = "blanks separate options, and semicolons entries, as in ";
    private static final String KEYS =
            "TURBINE_API_KEY has a wrong value, not shown here: must be a key of visible ASCII"
                    + " characters, or two separated by a comma while one is being replaced";

    @Test
    void developsOnLoopbackWithoutAnyVariable() {
        Settings settings = settings(Map.of());

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.transport()).isEqualTo("jetty");
        assertThat(settings.jwtSecret()).isEqualTo("devsecret");
        assertThat(settings.apiKeys()).containsExactly("devkey");
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.maxSubscriptions()).isEqualTo(64);
        assertThat(settings.outboundBuffer()).isEqualTo(256);
        assertThat(settings.nats()).contains(nats("servers", "nats://127.0.0.1:4222", "prefix", "turbine"));
        assertThat(settings.warnings())
                .containsExactly(
                        "TURBINE_JWT_SECRET is not set: tokens are signed with devsecret, for development on this machine"
                                + " only",
                        "TURBINE_API_KEY is not set: the key is devkey, for development on this machine only");
    }

    @Test
    void servesEveryAddressWithCredentialsOfItsOwn() {
        Settings settings = settings(Map.of("TURBINE_JWT_SECRET", SECRET, "TURBINE_API_KEY", "key"));

        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void readsEveryVariable() {
        Settings settings = settings(Map.of(
                "TURBINE_PORT", "0",
                "TURBINE_HOST", "::1",
                "TURBINE_TRANSPORT", "jetty",
                "TURBINE_JWT_SECRET", SECRET,
                "TURBINE_API_KEY", "old-key, new-key",
                "TURBINE_ALLOWED_ORIGINS", "https://app.example.com,http://localhost:3000",
                "TURBINE_MAX_SUBSCRIPTIONS", "1",
                "TURBINE_OUTBOUND_BUFFER", "2147483647",
                "NATS_URL", "none"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        "::1",
                        0,
                        "jetty",
                        SECRET,
                        List.of("old-key", "new-key"),
                        List.of("https://app.example.com", "http://localhost:3000"),
                        1,
                        Integer.MAX_VALUE,
                        Map.of(),
                        Optional.empty(),
                        List.of()));
    }

    @Test
    void readsEveryVariableOfNats(@TempDir Path directory) throws Exception {
        Path credentials = credentials(directory);
        Path trustStore = trustStore(directory);

        Settings settings = settings(Map.of(
                "NATS_URL", "tls://nats-1.example.com, nats://[::1]:14222",
                "NATS_PREFIX", "acme.prod",
                "NATS_CREDENTIALS", credentials.toString(),
                "NATS_TRUSTSTORE", trustStore.toString(),
                "NATS_TRUSTSTORE_PASSWORD", "changeit"));

        assertThat(settings.nats())
                .contains(nats(
                        "servers", "tls://nats-1.example.com,nats://[::1]:14222",
                        "prefix", "acme.prod",
                        "credentials", credentials.toString(),
                        "tls.truststore", trustStore.toString(),
                        "tls.password", "changeit"));
        assertThat(settings.toString()).endsWith(", NATS nats-1.example.com:4222 [::1]:14222 with prefix acme.prod");
    }

    private static NatsSettings nats(String... namesAndValues) {
        Map<String, String> broker = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            broker.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new NatsSettings(broker);
    }

    private static Path credentials(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("node.creds"), "-----BEGIN NATS USER JWT-----\n-----BEGIN USER NKEY SEED-----\n");
    }

    private static Path trustStore(Path directory) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init((KeyStore) null); // what this JVM trusts
        X509TrustManager manager = (X509TrustManager) trusted.getTrustManagers()[0];
        store.setCertificateEntry("any", manager.getAcceptedIssuers()[0]);
        Path file = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:canary@127.0.0.1:4222",
                "nats://user:canary@127.0.0.1:4222/turbine",
                "nats://canary@127.0.0.1:4222?tls=true",
                "nats://user:canary@a.example:4222,nats://user:canary b",
                "nats://canary:99999x",
                "canary@127.0.0.1:4222,",
                "none,nats://canary@127.0.0.1",
                "NONE",
                "nats://canary\n@127.0.0.1:4222",
                ",",
                " "
            })
    void refusesWrongServersWithoutShowingThem(String urls) {
        assertRefused(
                Map.of("NATS_URL", urls),
                "NATS_URL has a wrong value, not shown here: must be none, or servers such as nats://127.0.0.1:4222 or"
                        + " tls://nats.example.com:4222, separated by commas (each may have user:password@ or token@ before"
                        + " the host)");
    }

    @Test
    void readsADurableHistory() {
        assertThat(settings(Map.of("NATS_HISTORY", "size=1000 ttl=1h")).nats())
                .contains(nats(
                        "servers", "nats://127.0.0.1:4222",
                        "prefix", "turbine",
                        "history.size", "1000",
                        "history.ttl", "3600"));
        Settings settings = settings(Map.of("NATS_HISTORY", " ttl=2d  bytes=5000000000 size=1 replicas=3 "));
        assertThat(settings.nats())
                .contains(nats(
                        "servers", "nats://127.0.0.1:4222",
                        "prefix", "turbine",
                        "history.size", "1",
                        "history.ttl", "172800",
                        "history.replicas", "3",
                        "history.bytes", "5000000000"));
        assertThat(settings.toString())
                .endsWith(
                        " with prefix turbine and a durable history of size=1 ttl=172800s replicas=3 bytes=5000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "' ', '\"\" is no part of it'",
        "size=1000, ttl is missing",
        "ttl=1h, size is missing",
        "size=1000 ttl=1h replicas=0, '\"replicas=0\" is wrong'",
        "size=1000 ttl=1h replicas=6, '\"replicas=6\" is wrong'",
        "size=1000 ttl=1h bytes=0, '\"bytes=0\" is wrong'",
        "size=1000 ttl=1h bytes=1m, '\"bytes=1m\" is wrong'",
        "size=0 ttl=1h, '\"size=0\" is wrong'",
        "size=10001 ttl=1h, '\"size=10001\" is wrong'",
        "size=+5 ttl=1h, '\"size=+5\" is wrong'",
        "size=1m ttl=1h, '\"size=1m\" is wrong'",
        "size= ttl=1h, '\"size=\" is wrong'",
        "size=1000 ttl=0s, '\"ttl=0s\" is wrong'",
        "size=1000 ttl=3600, '\"ttl=3600\" is wrong'",
        "size=1000 ttl=500ms, '\"ttl=500ms\" is wrong'",
        "size=1000 ttl=3654d, '\"ttl=3654d\" is wrong'",
        "size=1000 ttl=999999999d, '\"ttl=999999999d\" is wrong'",
        "size=1000 size=1000 ttl=1h, size is given twice",
        "history=1000 ttl=1h, '\"history=1000\" is no part of it'",
        "'size=1000, ttl=1h', '\"size=1000,\" is wrong'",
        "size=1000; ttl=1h, '\"size=1000;\" is wrong'"
    })
    void refusesAWrongDurableHistory(String history, String what) {
        assertRefused(
                Map.of("NATS_HISTORY", history),
                "NATS_HISTORY is " + Environment.quote(history) + ": " + what
                        + "; must be like size=1000 ttl=1h replicas=3 bytes=1000000000, with blanks between: size (1 to 10000)"
                        + " and ttl (1s to 3653d; units s, m, h, d), and if need be replicas (1 to 5) and bytes (1 or more, a"
                        + " plain number)");
    }

    @Test
    void refusesADurableHistoryWithoutNats() {
        assertRefused(
                Map.of("NATS_URL", "none", "NATS_HISTORY", "size=1000 ttl=1h"),
                "NATS_HISTORY is set, and NATS_URL is none: a durable history needs NATS; name its servers, or leave out"
                        + " NATS_HISTORY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"turbine.", ".turbine", "a..b", "a b", "*", "a.>", "\u00fc"})
    void refusesAPrefixThatWouldReachOtherSubjects(String prefix) {
        assertRefused(
                Map.of("NATS_PREFIX", prefix),
                "NATS_PREFIX is " + Environment.quote(prefix) + ": must have 1 to 64 letters, digits, '_' or '-', with"
                        + " single dots between them, such as turbine or acme.prod");
    }

    @Test
    void refusesFilesOfNatsThatItCannotUse(@TempDir Path directory) throws Exception {
        String missing = "/no/such/file";
        Path trustStore = trustStore(directory);
        String pkcs12 = ": must be a PKCS#12 file with certificates to trust, which NATS_TRUSTSTORE_PASSWORD opens";

        assertRefused(
                Map.of("NATS_CREDENTIALS", missing),
                "NATS_CREDENTIALS is \"" + missing
                        + "\": must be a credentials file of NATS that this server can read");
        assertRefused(
                Map.of(
                        "NATS_CREDENTIALS",
                        credentials(directory).toString(),
                        "NATS_URL",
                        "nats://user:canary@127.0.0.1"),
                "NATS_CREDENTIALS is set, and NATS_URL has a user or token in it: give one of them");
        assertRefused(
                Map.of("NATS_TRUSTSTORE", missing, "NATS_TRUSTSTORE_PASSWORD", "canary"),
                "NATS_TRUSTSTORE is \"" + missing + "\"" + pkcs12);
        assertRefused(
                Map.of("NATS_TRUSTSTORE", trustStore.toString(), "NATS_TRUSTSTORE_PASSWORD", "canary"),
                "NATS_TRUSTSTORE is \"" + trustStore + "\"" + pkcs12);
        for (String alone : List.of("NATS_TRUSTSTORE", "NATS_TRUSTSTORE_PASSWORD")) {
            assertRefused(
                    Map.of(alone, "canary"), "NATS_TRUSTSTORE and NATS_TRUSTSTORE_PASSWORD: set both, or none of them");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"})
    void takesAnyLoopbackAddressForDevelopment(String host) {
        assertThat(settings(Map.of("TURBINE_HOST", host)).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "0", "10.1.2.3", "fe80::1", "::ffff:10.1.2.3"})
    void refusesEveryOtherAddressForDevelopment(String host) {
        String start =
                "TURBINE_HOST is \"" + host + "\": must be a loopback address such as 127.0.0.1 while a development"
                        + " credential is in use; to serve other machines set ";
        String secret = "TURBINE_JWT_SECRET to 32 bytes or more (openssl rand -base64 32)";
        String key = "TURBINE_API_KEY to a key of your own";

        assertRefused(Map.of("TURBINE_HOST", host), start + secret + " and " + key);
        assertRefused(Map.of("TURBINE_HOST", host, "TURBINE_JWT_SECRET", SECRET), start + key);
        assertRefused(Map.of("TURBINE_HOST", host, "TURBINE_API_KEY", "key"), start + secret);
        assertRefused(
                Map.of("TURBINE_HOST", host, "TURBINE_API_KEY", "key,devkey", "TURBINE_JWT_SECRET", SECRET),
                start + key);
        assertRefused(
                Map.of("TURBINE_HOST", host, "TURBINE_API_KEY", "key", "TURBINE_JWT_SECRET", "s".repeat(31)),
                start + secret);
    }

    @Test
    void takesAShortSecretAndTheKnownKeyForDevelopmentAndWarns() {
        Settings settings = settings(Map.of("TURBINE_JWT_SECRET", "s".repeat(31), "TURBINE_API_KEY", "devkey"));

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.warnings())
                .containsExactly(
                        "TURBINE_JWT_SECRET has fewer than 32 bytes: for development on this machine only",
                        "TURBINE_API_KEY is devkey: for development on this machine only");
    }

    @Test
    void countsTheBytesOfTheSecretAndNotItsCharacters() {
        Settings settings = settings(Map.of("TURBINE_JWT_SECRET", "\u20ac".repeat(11), "TURBINE_API_KEY", "key"));

        assertThat(settings.host()).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "TURBINE_PORT, x, must be a whole number within 0 and 65535",
        "TURBINE_PORT, -1, must be a whole number within 0 and 65535",
        "TURBINE_PORT, 65536, must be a whole number within 0 and 65535",
        "TURBINE_PORT, ' 8080', must be a whole number within 0 and 65535",
        "TURBINE_PORT, 99999999999, must be a whole number within 0 and 65535",
        "TURBINE_PORT, tcp://10.0.0.1:8080, must be a whole number within 0 and 65535",
        "TURBINE_HOST, no such host, 'must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all'",
        "TURBINE_TRANSPORT, Jetty, 'must be one of jetty, undertow'",
        "TURBINE_MAX_SUBSCRIPTIONS, 0, " + LIMITS,
        "TURBINE_MAX_SUBSCRIPTIONS, 2147483648, " + LIMITS,
        "TURBINE_OUTBOUND_BUFFER, 0, " + LIMITS,
        "TURBINE_OUTBOUND_BUFFER, 1e3, " + LIMITS,
        "TURBINE_ALLOWED_ORIGINS, https://app.example.com/, '" + ORIGINS + "'",
        "TURBINE_ALLOWED_ORIGINS, app.example.com, '" + ORIGINS + "'",
        "TURBINE_ALLOWED_ORIGINS, null, '" + ORIGINS + "'"
    })
    void namesVariableValueAndWhatIsAccepted(String name, String value, String accepted) {
        assertRefused(Map.of(name, value), name + " is \"" + value + "\": " + accepted);
    }

    @Test
    void readsTheOptionsOfChannels() {
        Settings settings = settings(Map.of(
                "TURBINE_CHANNELS",
                "chat:* history=100 ttl=5m presence join-leave; news:* history=10 ttl=1h overflow=conflate;"));

        assertThat(settings.channels()).containsOnlyKeys("chat:*", "news:*");
        ChannelOptions chat = settings.channels().get("chat:*");
        assertThat(chat.historySize()).isEqualTo(100);
        assertThat(chat.historyTtl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(chat.hasJoinLeave()).isTrue();
        assertThat(settings.channels().get("news:*").overflowPolicy()).isEqualTo(OverflowPolicy.CONFLATE);
        assertThat(settings.toString())
                .contains(", channels with options \"chat:*\" history=100 ttl=5m presence join-leave overflow=catch-up;"
                        + " \"news:*\" history=10 ttl=1h overflow=conflate, NATS ");
    }

    @ParameterizedTest
    @CsvSource({
        "chat:*, 'has no options: write them behind it, as in " + CHANNELS + "'",
        "history=100, 'begins with an option: write in front of it whose it is, as in " + CHANNELS + "'",
        "history=100 ttl=5m, 'begins with an option: write in front of it whose it is, as in " + CHANNELS + "'",
        "presence join-leave, 'begins with an option: write in front of it whose it is, as in " + CHANNELS + "'",
        "'a* presence, b* presence', 'has a comma: " + SEPARATORS + CHANNELS + "'",
        "'a* history=1,ttl=5m', 'has a comma: " + SEPARATORS + CHANNELS + "'",
        "a* presence b* presence, '\"b*\" is no option: there are history=<number>, ttl=<time>, presence, join-leave,"
                + " overflow=<policy>; semicolons separate entries, as in " + CHANNELS + "'",
        "'a*,b* presence', 'a channel pattern is a name, or a prefix with one ''*'' at its end; \"a*,b*\" is neither;"
                + " semicolons separate entries, as in " + CHANNELS + "'",
        "ok history=5 ttl=1m history=9, history is given twice: say it once",
        "ok join-leave, 'gives options to \"ok\" for a second time: say all in one'",
        "chat:* history=100, 'history=100 needs a ttl beside it, as in: history=100 ttl=5m'",
        "chat:* history=0 ttl=5m, 'history=0 must be a number of publications from 1 to 999999999, such as history=100'",
        "chat:* history=1 ttl=5, 'ttl=5 must be a time from 1ms to 3653d, in ms, s, m, h or d, such as ttl=30s, ttl=5m or"
                + " ttl=1h'",
        "chat:* overflow=none, 'overflow=none must be one of drop-newest, drop-oldest, conflate, close, catch-up'",
        "chat:* overflow=catch-up, 'overflow=catch-up needs a history beside it, as in: history=100 ttl=5m"
                + " overflow=catch-up'",
        "a*b presence, 'a channel pattern is a name, or a prefix with one ''*'' at its end; \"a*b\" is neither'"
    })
    void namesTheEntryOfChannelsThatIsWrong(String entry, String what) {
        assertRefused(
                Map.of("TURBINE_CHANNELS", "ok presence; " + entry),
                "TURBINE_CHANNELS is " + Environment.quote(entry) + ": " + what);
    }

    @Test
    void showsNoControlCharactersOfChannels() {
        String entry = "\u001b[31m";
        assertRefused(
                Map.of("TURBINE_CHANNELS", entry),
                "TURBINE_CHANNELS is \"\\u001b[31m\": has no options: write them behind it, as in " + CHANNELS);
        assertRefused(
                Map.of("TURBINE_CHANNELS", entry + " presence; " + entry + " presence"),
                "TURBINE_CHANNELS is \"\\u001b[31m presence\": gives options to \"\\u001b[31m\" for a second time: say all"
                        + " in one");
        assertThat(settings(Map.of("TURBINE_CHANNELS", entry + " presence")).toString())
                .contains("channels with options \"\\u001b[31m\" presence overflow=drop-newest, NATS");
    }

    @Test
    void namesTheOneOriginThatIsWrong() {
        assertRefused(
                Map.of("TURBINE_ALLOWED_ORIGINS", "https://app.example.com, ,*"),
                "TURBINE_ALLOWED_ORIGINS is \"\": " + ORIGINS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TURBINE_PORT",
                "TURBINE_HOST",
                "TURBINE_TRANSPORT",
                "TURBINE_JWT_SECRET",
                "TURBINE_API_KEY",
                "TURBINE_ALLOWED_ORIGINS",
                "TURBINE_MAX_SUBSCRIPTIONS",
                "TURBINE_OUTBOUND_BUFFER",
                "TURBINE_CHANNELS",
                "NATS_URL",
                "NATS_PREFIX",
                "NATS_CREDENTIALS",
                "NATS_HISTORY"
            })
    void refusesAVariableThatIsEmpty(String name) {
        assertRefused(Map.of(name, ""), name + " is empty: give it a value, or do not set it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one,two,three", "one,", ",", " ", "canary canary", "canary\u00e9", "canary\r\nx: y"})
    void refusesWrongKeysWithoutShowingThem(String keys) {
        assertRefused(Map.of("TURBINE_API_KEY", keys), KEYS);
    }

    @Test
    void keepsAMessageOnOneLineWhateverTheValueIs() {
        assertRefused(
                Map.of("TURBINE_PORT", "1\n[ERROR] \"x\" \u001b[31m\u202e\\"),
                "TURBINE_PORT is \"1\\u000a[ERROR] \\u0022x\\u0022 \\u001b[31m\\u202e\\u005c\": must be a whole number within"
                        + " 0 and 65535");
        assertRefused(
                Map.of("TURBINE_PORT", "9".repeat(100_000)),
                "TURBINE_PORT is \"" + "9".repeat(80) + "...\": must be a whole number within 0 and 65535");
    }

    @Test
    void warnsOfVariablesThatItDoesNotKnow() {
        Settings settings = settings(Map.of(
                "TURBINE_JWT_SECRET", SECRET,
                "TURBINE_API_KEY", "key",
                "TURBINE_PROT", "1",
                "TURBINE_JWTSECRET", "canary",
                "TURBINEX", "1",
                "turbine_port", "1"));

        assertThat(settings.warnings())
                .containsExactly(
                        "not known, hence ignored: TURBINE_JWTSECRET, TURBINE_PROT (--help lists those that are known)");
    }

    @Test
    void warnsOfVariablesOfNatsThatItDoesNotKnow() {
        Settings settings = settings(Map.of(
                "TURBINE_JWT_SECRET", SECRET,
                "TURBINE_API_KEY", "key",
                "NATS_CREDS", "canary",
                "NATS_SERVERS", "nats://user:canary@127.0.0.1"));

        assertThat(settings.warnings())
                .containsExactly(
                        "not known, hence ignored: NATS_CREDS, NATS_SERVERS (--help lists those that are known)");
    }

    @Test
    void saysNothingOfWhatKubernetesSetsForAServiceNamedNats() {
        Settings settings = settings(Map.of(
                "TURBINE_JWT_SECRET", SECRET,
                "TURBINE_API_KEY", "key",
                "NATS_PORT", "tcp://10.0.0.7:4222",
                "NATS_PORT_4222_TCP_ADDR", "10.0.0.7",
                "NATS_SERVICE_HOST", "10.0.0.7",
                "NATS_SERVICE_PORT_CLIENT", "4222",
                "NATS_SERVER", "/usr/sbin/nats-server"));

        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void showsNoCredentialInItsText() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TURBINE_JWT_SECRET", SECRET);
        variables.put("TURBINE_API_KEY", "canary-1,canary-2");
        variables.put("TURBINE_ALLOWED_ORIGINS", "https://a.example,https://b.example");
        variables.put("NATS_URL", "nats://canary-user:canary-password@10.0.0.1,nats://canary-token@n2.example:4223");

        assertThat(settings(variables))
                .hasToString("host 0.0.0.0, port 8080, transport jetty, JWT secret set, API keys 2,"
                        + " allowed origins https://a.example https://b.example, subscriptions 64, outbound buffer 256,"
                        + " channels with options none, NATS 10.0.0.1:4222 n2.example:4223 with prefix turbine");
        assertThat(settings(Map.of("NATS_URL", "none")))
                .hasToString("host 127.0.0.1, port 8080, transport jetty, JWT secret for development, API keys 1,"
                        + " allowed origins of this host, subscriptions 64, outbound buffer 256,"
                        + " channels with options none, NATS none");
        assertThat(new Environment(variables).toString()).doesNotContain("canary", SECRET);
    }

    private static Settings settings(Map<String, String> variables) {
        return Settings.from(new Environment(variables));
    }

    private static void assertRefused(Map<String, String> variables, String message) {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> settings(variables))
                .withMessage(message);
    }
}
