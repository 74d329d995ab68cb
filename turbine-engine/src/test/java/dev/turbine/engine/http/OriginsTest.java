package dev.turbine.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turbine.FakeHead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final Origins LISTED = new Origins(List.of("https://app.ex.com", "http://localhost:3000"));
    private static final Origins DEFAULT = new Origins(List.of());

    private static FakeHead head(String host, String... origins) {
        return new FakeHead("GET", "/ws", Map.of("origin", List.of(origins), "host", List.of(host)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.ex.com", "http://localhost:3000"})
    void whatIsListedIsLetThrough(String origin) {
        assertThat(LISTED.accept(head("other.ex.com", origin))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "*",
                "https://app.ex.com.evil",
                "https://app.ex.com.evil.com",
                "https://evilapp.ex.com",
                "https://evil.com/https://app.ex.com",
                "https://sub.app.ex.com",
                "https://ex.com",
                "http://app.ex.com",
                "wss://app.ex.com",
                "https://app.ex.com:443",
                "https://app.ex.com:8443",
                "https://APP.ex.com",
                "HTTPS://app.ex.com",
                "https://app.ex.com.",
                "https://app.ex.com/",
                "https://app.ex.com ",
                " https://app.ex.com",
                "https://app.ex.com, https://app.ex.com",
                "https://user@app.ex.com",
                "https://app.ex.com@evil.com",
                "https://app.ex.com#evil.com",
                "https://app.ex.com?evil.com",
                "https://xn--pp-8ka.ex.com",
                "https://\u0430pp.ex.com",
                "https://app\u3002ex.com",
                "http://localhost",
                "http://localhost:3001",
                "http://localhost:3000.evil.com",
                "app.ex.com"
            })
    void whatIsNotListedExactlyIsRefused(String origin) {
        assertThat(LISTED.accept(head("app.ex.com", origin))).isFalse();
    }

    @Test
    void aRequestWithoutAnOriginComesFromNoBrowser() {
        assertThat(LISTED.accept(FakeHead.get("/ws"))).isTrue();
        assertThat(DEFAULT.accept(FakeHead.get("/ws"))).isTrue();
    }

    @Test
    void twoOriginsAreRefusedEvenIfBothAreListed() {
        assertThat(LISTED.accept(head("app.ex.com", "https://app.ex.com", "https://app.ex.com")))
                .isFalse();
        assertThat(DEFAULT.accept(head("app.ex.com", "https://app.ex.com", "https://app.ex.com")))
                .isFalse();
    }

    @Test
    void anOriginOf8KilobytesIsRefusedInNoTime() {
        for (String origin : List.of(
                "https://" + "a".repeat(8_192),
                "https://" + "a.".repeat(4_096) + "!",
                "https://[" + ":".repeat(8_192))) {
            Assertions.assertTimeout(Duration.ofSeconds(1), () -> {
                assertThat(LISTED.accept(head("app.ex.com", origin))).isFalse();
                assertThat(DEFAULT.accept(head("app.ex.com", origin))).isFalse();
            });
        }
    }

    @Test
    void aStarLetsEverybodyThrough() {
        Origins all = new Origins(List.of("*"));

        assertThat(all.accept(head("app.ex.com", "null"))).isTrue();
        assertThat(all.accept(head("app.ex.com", "https://evil.com"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.ex.com, app.ex.com",
        "https://app.ex.com, APP.ex.com",
        "https://app.ex.com, app.ex.com:443",
        "https://app.ex.com:8443, app.ex.com:8443",
        "http://app.ex.com, app.ex.com:80",
        "http://app.ex.com:8080, app.ex.com:8080",
        "http://192.0.2.7:8080, 192.0.2.7:8080",
        "http://[2001:db8::1]:8080, [2001:db8::1]:8080",
        "http://localhost, app.ex.com",
        "https://localhost:3000, app.ex.com",
        "http://127.0.0.1:5173, app.ex.com",
        "http://[::1]:5173, app.ex.com"
    })
    void byDefaultPagesOfTheSameHostAndOfThisMachineMayConnect(String origin, String host) {
        assertThat(DEFAULT.accept(head(host, origin))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "null, app.ex.com",
        "'', app.ex.com",
        "https://evil.com, app.ex.com",
        "https://app.ex.com.evil, app.ex.com",
        "https://evilapp.ex.com, app.ex.com",
        "https://ex.com, app.ex.com",
        "https://app.ex.com:8443, app.ex.com",
        "https://app.ex.com, app.ex.com:8443",
        "http://app.ex.com:443, app.ex.com",
        "https://app.ex.com., app.ex.com",
        "https://user@app.ex.com, app.ex.com",
        "https://app.ex.com/, app.ex.com",
        "HTTPS://app.ex.com, app.ex.com",
        "file://app.ex.com, app.ex.com",
        "http://localhost.evil.com, app.ex.com",
        "http://127.0.0.1.evil.com, app.ex.com",
        "http://1270.0.0.1, app.ex.com",
        "http://evil.com#localhost, app.ex.com",
        "http://localhost@evil.com, app.ex.com"
    })
    void byDefaultNoOtherPageMay(String origin, String host) {
        assertThat(DEFAULT.accept(head(host, origin))).isFalse();
    }

    @Test
    void withoutOneHostThereIsNoSameHost() {
        FakeHead none = new FakeHead("GET", "/ws", Map.of("origin", List.of("https://app.ex.com")));
        FakeHead two = new FakeHead(
                "GET",
                "/ws",
                Map.of("origin", List.of("https://app.ex.com"), "host", List.of("app.ex.com", "app.ex.com")));

        assertThat(DEFAULT.accept(none)).isFalse();
        assertThat(DEFAULT.accept(two)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "app.ex.com",
                "https://app.ex.com/",
                "https://App.ex.com",
                "https://*.ex.com",
                "https://",
                "wss://app.ex.com",
                "https://app.ex.com:",
                "https://u@app.ex.com",
                "https://app.ex.com?x",
                " https://app.ex.com"
            })
    void whatNoBrowserSendsCannotBeListed(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Origins(List.of("https://fine.ex.com", origin)))
                .withMessage("allowed origin must be * or look like https://app.example.com or http://localhost:3000"
                        + " (lower case, no path, no slash at the end), is " + origin);
    }
}
