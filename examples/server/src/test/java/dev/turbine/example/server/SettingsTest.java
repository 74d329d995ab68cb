package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turbine.api.TurbineException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String SECRET = "a secret that has thirty-two bytes, and more";
    private static final String LIMITS = "must be a whole number within 1 and 2147483647";
    private static final String ORIGINS =
            "must be *, or origins such as https://app.example.com or http://localhost:3000, in lower case,"
                    + " without a path or a slash at the end, separated by commas";
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
        assertThat(settings.notes()).isEmpty();
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
                "TURBINE_OUTBOUND_BUFFER", "2147483647"));

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
                        List.of(),
                        List.of()));
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
                "TURBINE_OUTBOUND_BUFFER"
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

        assertThat(settings.warnings()).containsExactly("not known, hence ignored: TURBINE_JWTSECRET, TURBINE_PROT");
    }

    @Test
    void saysThatTheVariablesOfNatsAreNotUsed() {
        String note = "NATS_URL and NATS_PREFIX are not used: this server has no NATS broker";

        assertThat(settings(Map.of("NATS_URL", "nats://user:canary@127.0.0.1:4222"))
                        .notes())
                .containsExactly(note);
        assertThat(settings(Map.of("NATS_PREFIX", "turbine")).notes()).containsExactly(note);
    }

    @Test
    void showsNoCredentialInItsText() {
        Map<String, String> variables = new HashMap<>();
        variables.put("TURBINE_JWT_SECRET", SECRET);
        variables.put("TURBINE_API_KEY", "canary-1,canary-2");
        variables.put("TURBINE_ALLOWED_ORIGINS", "https://a.example,https://b.example");

        assertThat(settings(variables))
                .hasToString(
                        "host 0.0.0.0, port 8080, transport jetty, JWT secret set, API keys 2,"
                                + " allowed origins https://a.example https://b.example, subscriptions 64, outbound buffer 256");
        assertThat(settings(Map.of()))
                .hasToString("host 127.0.0.1, port 8080, transport jetty, JWT secret for development, API keys 1,"
                        + " allowed origins of this host, subscriptions 64, outbound buffer 256");
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
