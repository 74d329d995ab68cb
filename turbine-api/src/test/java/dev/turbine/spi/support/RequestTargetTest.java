package dev.turbine.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws", "/a/b.c/..d", "/th%69ng", "/%C3%A9", "/a%20b", "/~x-_.!$&'()*+,=:@"})
    void aPlainPathIsReadAlikeByAll(String path) {
        assertThat(RequestTarget.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "ws",
                "//ws",
                "/a//b",
                "/./ws",
                "/a/../ws",
                "/a/..",
                "/a/.",
                "/ws;x",
                "/a%2fb",
                "/a%2Fb",
                "/%2e%2E/ws",
                "/a%5cb",
                "/a\\b",
                "/a%3bx",
                "/a%00",
                "/a%0d%0a",
                "/a%1f",
                "/a%7f",
                "/a b",
                "/a\u0001"
            })
    void whatMayBeReadInTwoWaysIsNot(String path) {
        assertThat(RequestTarget.isPlain(path)).isFalse();
    }
}
