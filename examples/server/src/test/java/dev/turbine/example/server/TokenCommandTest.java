package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turbine.api.Identity;
import dev.turbine.api.TurbineException;
import dev.turbine.auth.jwt.JwtAuthenticator;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
    private static final String SECRET = "a secret that has thirty-two bytes, and more";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String TIME = "must be a number over 0 and s, m, h or d, such as 30m";

    @Test
    void makesATokenThatIsAccepted() {
        TokenCommand command =
                TokenCommand.of(List.of("--sub", "user-1", "--channel", "chat:lobby", "--channel", "news"));
        JwtAuthenticator authenticator =
                JwtAuthenticator.builder().secret(SECRET).clock(CLOCK).build();

        Identity identity = identity(authenticator, command.sign(SECRET, CLOCK));

        assertThat(identity.user()).isEqualTo("user-1");
        assertThat(identity.expiresAt()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(identity.grants().permits("chat:lobby")).isTrue();
        assertThat(identity.grants().permits("news")).isTrue();
        assertThat(identity.grants().permits("other")).isFalse();
    }

    @Test
    void grantsEveryChannelIfNoneIsNamed() {
        JwtAuthenticator authenticator = JwtAuthenticator.builder()
                .developmentSecret("devsecret")
                .clock(CLOCK)
                .build();

        String token = TokenCommand.of(List.of("--sub", "user-1")).sign("devsecret", CLOCK);

        assertThat(identity(authenticator, token).grants().permits("whatever")).isTrue();
    }

    @Test
    void writesAnyTextAsJson() {
        JwtAuthenticator authenticator =
                JwtAuthenticator.builder().secret(SECRET).clock(CLOCK).build();
        String text = "\"},\\ \u00e9\u20ac\ud83d\ude00\n<&>";

        TokenCommand command = TokenCommand.of(List.of("--channel", text, "--sub", text));
        Identity identity = identity(authenticator, command.sign(SECRET, CLOCK));

        assertThat(identity.user()).isEqualTo(text);
        assertThat(identity.grants().permits(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"45s, PT45S", "30m, PT30M", "2h, PT2H", "7d, P7D"})
    void readsTimes(String written, Duration meant) {
        assertThat(TokenCommand.of(List.of("--ttl", written, "--sub", "u")).timeToLive())
                .isEqualTo(meant);
    }

    @Test
    void signsATokenForAsLongAsCanBeAskedFor() {
        TokenCommand command = TokenCommand.of(List.of("--sub", "u", "--ttl", "999999999d"));

        assertThat(identity(JwtAuthenticator.hmac(SECRET), command.sign(SECRET, CLOCK))
                        .expiresAt())
                .isEqualTo("9999-12-31T23:59:59Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--channel c", "--ttl 1h"})
    void needsAUser(String arguments) {
        assertRefused(arguments, "--sub is missing: the user that the token is for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "00d", "1", "h", "-1h", "1.5h", "1w", "1H", "1h30m", "1234567890s", "PT1H"})
    void refusesOtherTimes(String time) {
        assertRefused("--sub u --ttl " + time, "--ttl is \"" + time + "\": " + TIME);
    }

    @Test
    void refusesWhatItDoesNotKnowAndWhatHasNoValue() {
        assertRefused("--sub u --chanel c", "unknown argument \"--chanel\"");
        assertRefused("--sub u extra", "unknown argument \"extra\"");
        assertRefused("--sub", "--sub needs a value behind it");
        assertRefused("--sub u --channel", "--channel needs a value behind it");
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> TokenCommand.of(List.of("--sub", "u", "--channel", "")))
                .withMessage("--channel needs a value behind it");
    }

    private static Identity identity(JwtAuthenticator authenticator, String token) {
        Authentication outcome = authenticator
                .authenticate(new Credentials(token, "127.0.0.1:50000"))
                .toCompletableFuture()
                .join();
        assertThat(outcome).isInstanceOf(Authentication.Accepted.class);
        return ((Authentication.Accepted) outcome).identity();
    }

    private static void assertRefused(String arguments, String message) {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> TokenCommand.of(arguments.isEmpty() ? List.of() : List.of(arguments.split(" "))))
                .withMessage(message);
    }
}
