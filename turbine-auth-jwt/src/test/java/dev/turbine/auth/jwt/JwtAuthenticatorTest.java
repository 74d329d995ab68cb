package dev.turbine.auth.jwt;

import static dev.turbine.auth.jwt.Signer.HEADER;
import static dev.turbine.auth.jwt.Signer.SECRET;
import static dev.turbine.spi.Authentication.Cause.EXPIRED;
import static dev.turbine.spi.Authentication.Cause.INVALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turbine.api.Identity;
import dev.turbine.api.TurbineException;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authentication.Accepted;
import dev.turbine.spi.Authentication.Refused;
import dev.turbine.spi.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticatorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Signer SIGNER = new Signer(SECRET);

    private final JwtAuthenticator authenticator = at(NOW);

    @Test
    void readsUserExpiryAndChannels() {
        Identity identity = accepted(authenticator, claims("user-1", "1767229200", "[\"chat:lobby\",\"news\"]"));

        assertThat(identity.user()).isEqualTo("user-1");
        assertThat(identity.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(identity.grants().permits("chat:lobby")).isTrue();
        assertThat(identity.grants().permits("news")).isTrue();
        assertThat(identity.grants().permits("chat:other")).isFalse();
    }

    @Test
    void grantsEveryChannelForAnEmptyList() {
        Identity identity = accepted(authenticator, claims("user-1", "1767229200", "[]"));

        assertThat(identity.grants().permits("whatever")).isTrue();
    }

    @Test
    void takesChannelNamesAsTheyAre() {
        String channels = "[\"a*\",\"%2e\",\"e\\u0301\",\"twice\",\"twice\",\"\"]";
        Identity identity = accepted(authenticator, claims("user-1", "1767229200", channels));

        assertThat(identity.grants().permits("a*")).isTrue();
        assertThat(identity.grants().permits("ab")).isFalse();
        assertThat(identity.grants().permits("A*")).isFalse();
        assertThat(identity.grants().permits(".")).isFalse();
        assertThat(identity.grants().permits("e\u0301")).isTrue();
        assertThat(identity.grants().permits("\u00e9")).isFalse();
        assertThat(identity.grants().permits("twice")).isTrue();
        assertThat(identity.grants().permits("twice ")).isFalse();
    }

    @Test
    void ignoresOtherClaims() {
        String claims = "{\"iss\":7,\"aud\":{},\"iat\":\"x\",\"jti\":null,\"admin\":true,"
                + claims("user-1", "1767229200", "[]").substring(1);

        assertThat(accepted(authenticator, claims).user()).isEqualTo("user-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\"}",
                "{\"typ\":\"at+jwt\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}",
                "{\"alg\":\"HS256\",\"kid\":7}",
                "{\"alg\":\"HS256\",\"jku\":\"http://169.254.169.254/\"}",
                "{\"alg\":\"HS256\",\"x5u\":\":::\",\"x5c\":[\"AAAA\"],\"x5t\":\"AAAA\"}",
                "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}"
            })
    void ignoresKeysAndAddressesOfKeysInTheHeader(String header) {
        String claims = claims("user-1", "1767229200", "[]");

        assertThat(authenticate(authenticator, SIGNER.sign(header, claims))).isInstanceOf(Accepted.class);
        assertThat(authenticate(authenticator, new Signer("AAAA").sign(header, claims)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void acceptsTheExampleOfRfc7515() {
        // Appendix A.1; it has exp and no sub, hence is refused for its claims only after the signature held.
        String key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        String token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

        Authentication outcome =
                authenticate(JwtAuthenticator.hmac(Base64.getUrlDecoder().decode(key)), token);

        assertThat(outcome).isEqualTo(Authentication.invalid("sub is missing, empty or not a string"));
    }

    @ParameterizedTest
    @CsvSource({
        "1767225601, 2026-01-01T00:00:01Z",
        "1767225601.0, 2026-01-01T00:00:01Z",
        "1.767225601e9, 2026-01-01T00:00:01Z",
        "2147483648, 2038-01-19T03:14:08Z",
        "253402300799, 9999-12-31T23:59:59Z",
        "253402300800, 9999-12-31T23:59:59Z",
        "9007199254740993, 9999-12-31T23:59:59Z",
        "9223372036854775807, 9999-12-31T23:59:59Z",
        "9223372036854775808, 9999-12-31T23:59:59Z",
        "1e308, 9999-12-31T23:59:59Z"
    })
    void endsTheSessionWhenTheTokenEndsAndAtTheLatestInTheYear9999(String exp, Instant end) {
        assertThat(accepted(authenticator, claims("user-1", exp, "[]")).expiresAt())
                .isEqualTo(end);
    }

    @Test
    void expiresWithTheSecondThatExpNames() {
        String token = SIGNER.sign(HEADER, claims("user-1", "1767225600", "[]"));

        assertThat(authenticate(at(NOW.minusNanos(1)), token)).isInstanceOf(Accepted.class);
        assertThat(authenticate(at(NOW), token)).isEqualTo(Authentication.expired("exp has passed"));
        assertThat(authenticate(at(NOW.plusSeconds(3600)), token)).isEqualTo(Authentication.expired("exp has passed"));
        assertThat(authenticate(at(NOW.minusSeconds(3600)), token)).isInstanceOf(Accepted.class);
    }

    @Test
    void countsFromTheSecondThatNbfNames() {
        String token = SIGNER.sign(
                HEADER, "{\"nbf\":1767225600," + claims("u", "1767229200", "[]").substring(1));

        assertThat(cause(at(NOW.minusNanos(1)), token)).isEqualTo(INVALID);
        assertThat(authenticate(at(NOW), token)).isInstanceOf(Accepted.class);
        assertThat(cause(at(NOW.plusSeconds(3600)), token)).isEqualTo(EXPIRED);
    }

    @Test
    void givesLeewayOnBothSidesIfItIsToldTo() {
        Duration leeway = Duration.ofSeconds(60);
        String token = SIGNER.sign(
                HEADER, "{\"nbf\":1767225600," + claims("u", "1767229200", "[]").substring(1));

        assertThat(cause(lenient(NOW.minusSeconds(60).minusNanos(1), leeway), token))
                .isEqualTo(INVALID);
        assertThat(authenticate(lenient(NOW.minusSeconds(60), leeway), token)).isInstanceOf(Accepted.class);
        assertThat(authenticate(lenient(NOW.plusSeconds(3660).minusNanos(1), leeway), token))
                .isInstanceOf(Accepted.class);
        assertThat(cause(lenient(NOW.plusSeconds(3660), leeway), token)).isEqualTo(EXPIRED);
        assertThat(accepted(lenient(NOW, leeway), claims("u", "1767229200", "[]"))
                        .expiresAt())
                .isEqualTo(NOW.plusSeconds(3660));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT1H0.001S", "PT2562047788015215H30M7S"})
    void refusesALeewayThatIsNone(Duration leeway) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtAuthenticator.builder().leeway(leeway))
                .withMessage("leeway must be within 0 and an hour, is " + leeway);
    }

    @Test
    void letsSessionsOutliveTheirTokensIfItIsToldTo() {
        JwtAuthenticator authenticator = JwtAuthenticator.builder()
                .secret(SECRET)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .sessionsOutliveTokens()
                .build();

        assertThat(accepted(authenticator, claims("u", "1767225601", "[]")).expiresAt())
                .isNull();
        assertThat(cause(authenticator, SIGNER.sign(HEADER, claims("u", "1767225600", "[]"))))
                .isEqualTo(EXPIRED);
    }

    @Test
    void takesAnNbfOfNullForNone() {
        assertThat(accepted(
                        authenticator,
                        "{\"nbf\":null," + claims("u", "1767229200", "[]").substring(1)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"https://issuer\"; true",
                "\"https://issuer/\"; false",
                "\"HTTPS://ISSUER\"; false",
                "[\"https://issuer\"]; false",
                "null; false"
            })
    void comparesTheIssuerExactly(String iss, boolean good) {
        JwtAuthenticator picky = JwtAuthenticator.builder()
                .secret(SECRET)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .issuer("https://issuer")
                .build();
        String claims =
                "{\"iss\":" + iss + "," + claims("u", "1767229200", "[]").substring(1);

        assertThat(authenticate(picky, SIGNER.sign(HEADER, claims)) instanceof Accepted)
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"turbine\"; true",
                "[\"turbine\"]; true",
                "[\"other\",\"turbine\"]; true",
                "\"turbines\"; false",
                "\"turb\"; false",
                "\"Turbine\"; false",
                "\"other turbine\"; false",
                "[\"other\"]; false",
                "[]; false",
                "[\"turbine\",7]; false",
                "[[\"turbine\"]]; false",
                "{\"turbine\":true}; false",
                "null; false"
            })
    void findsTheAudienceAsOneStringOrInAnArray(String aud, boolean good) {
        JwtAuthenticator picky = JwtAuthenticator.builder()
                .secret(SECRET)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .audience("turbine")
                .build();
        String claims =
                "{\"aud\":" + aud + "," + claims("u", "1767229200", "[]").substring(1);

        assertThat(authenticate(picky, SIGNER.sign(HEADER, claims)) instanceof Accepted)
                .isEqualTo(good);
    }

    @Test
    void saysInvalidOfAnExpiredTokenForAnotherAudience() {
        JwtAuthenticator picky =
                JwtAuthenticator.builder().secret(SECRET).audience("turbine").build();

        assertThat(cause(picky, SIGNER.sign(HEADER, claims("u", "1", "[]")))).isEqualTo(INVALID);
    }

    @Test
    void readsATokenWithHundredsOfChannels() {
        StringBuilder channels = new StringBuilder("[\"channel:0\"");
        for (int i = 1; i < 1_500; i++) {
            channels.append(",\"channel:").append(i).append('"');
        }
        Identity identity = accepted(
                authenticator, claims("u", "1767229200", channels.append(']').toString()));

        assertThat(identity.grants().permits("channel:1499")).isTrue();
        assertThat(identity.grants().permits("channel:1500")).isFalse();
    }

    @Test
    void answersAlsoWhereTheStackIsTooSmallForTheClaims() throws Exception {
        String deep = "[".repeat(250) + "]".repeat(250);
        String token = SIGNER.sign(
                HEADER, "{\"x\":" + deep + "," + claims("u", "1767229200", "[]").substring(1));
        authenticate(authenticator, token); // loads the classes where the stack is large
        FutureTask<Authentication> task = new FutureTask<>(() -> authenticate(authenticator, token));
        new Thread(null, task, "small stack", 128 << 10).start();

        assertThat(task.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void judgesTokensOfEightThreadsAtOnce() throws Exception {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String prefix = "user-" + thread + "-";
                tasks.add(() -> {
                    start.countDown();
                    start.await();
                    return right(prefix, 2_000);
                });
            }
            for (Future<Integer> right : executor.invokeAll(tasks)) {
                assertThat(right.get()).isEqualTo(2_000);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** How many of {@code count} tokens were accepted for their own user, and refused when they were cut short. */
    private int right(String prefix, int count) {
        int right = 0;
        for (int i = 0; i < count; i++) {
            String token = SIGNER.sign(HEADER, claims(prefix + i, "1767229200", "[\"" + prefix + i + "\"]"));
            Authentication forged = authenticate(authenticator, token.substring(0, token.length() - 1));
            if (authenticate(authenticator, token) instanceof Accepted accepted
                    && accepted.identity().user().equals(prefix + i)
                    && accepted.identity().grants().permits(prefix + i)
                    && forged instanceof Refused) {
                right++;
            }
        }
        return right;
    }

    @Test
    void refusesAShortSecretAndSaysWhatToDo() {
        String why =
                "the JWT secret has 31 bytes, so that a token is enough to guess it: HS256 needs at least 32; generate"
                        + " one with \"openssl rand -base64 32\", or call developmentSecret(...) if this is for development only";
        String secret = "s".repeat(31);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtAuthenticator.hmac(secret))
                .withMessage(why);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtAuthenticator.hmac(secret.getBytes(StandardCharsets.UTF_8)))
                .withMessage(why);
    }

    @Test
    void countsTheBytesOfASecretAndNotItsCharacters() {
        String secret = "\u20ac".repeat(10) + "\u00e9"; // 32 bytes
        String token = new Signer(secret).sign(HEADER, claims("u", "99999999999", "[]"));

        assertThat(authenticate(JwtAuthenticator.hmac(secret), token)).isInstanceOf(Accepted.class);
        assertThat(authenticate(JwtAuthenticator.hmac(secret.getBytes(StandardCharsets.UTF_8)), token))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void takesAShortSecretForDevelopment() {
        JwtAuthenticator development =
                JwtAuthenticator.builder().developmentSecret("devsecret").build();
        String token = new Signer("devsecret").sign(HEADER, claims("u", "99999999999", "[]"));

        assertThat(authenticate(development, token)).isInstanceOf(Accepted.class);
    }

    @Test
    void needsASecret() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> JwtAuthenticator.builder().build())
                .withMessage("no JWT secret; call secret(...) before build()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtAuthenticator.builder().developmentSecret(""))
                .withMessage("the JWT secret is empty; a development secret has at least one character");
    }

    @Test
    void keepsItsSecretWhenTheCallersArrayIsWiped() {
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        JwtAuthenticator authenticator = JwtAuthenticator.hmac(secret);
        Arrays.fill(secret, (byte) 0);

        assertThat(authenticate(authenticator, SIGNER.sign(HEADER, claims("u", "99999999999", "[]"))))
                .isInstanceOf(Accepted.class);
    }

    private static JwtAuthenticator at(Instant now) {
        return JwtAuthenticator.builder()
                .secret(SECRET)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    private static JwtAuthenticator lenient(Instant now, Duration leeway) {
        return JwtAuthenticator.builder()
                .secret(SECRET)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .leeway(leeway)
                .build();
    }

    private static Identity accepted(JwtAuthenticator authenticator, String claims) {
        Authentication outcome = authenticate(authenticator, SIGNER.sign(HEADER, claims));
        assertThat(outcome).isInstanceOf(Accepted.class);
        return ((Accepted) outcome).identity();
    }

    private static Authentication.Cause cause(JwtAuthenticator authenticator, String token) {
        return ((Refused) authenticate(authenticator, token)).cause();
    }

    private static Authentication authenticate(JwtAuthenticator authenticator, String token) {
        return authenticator
                .authenticate(new Credentials(token, "127.0.0.1:50000"))
                .toCompletableFuture()
                .join();
    }

    private static String claims(String sub, String exp, String channels) {
        return "{\"sub\":\"" + sub + "\",\"exp\":" + exp + ",\"channels\":" + channels + "}";
    }
}
