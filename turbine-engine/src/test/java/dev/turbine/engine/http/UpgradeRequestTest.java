package dev.turbine.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.FakeHead;
import dev.turbine.spi.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeRequestTest {
    private static HttpReply.Full fault(String... changes) {
        return (HttpReply.Full) UpgradeRequest.fault(FakeHead.upgrade("/ws", changes));
    }

    @Test
    void findsNothingWrongWithASoundRequest() {
        assertThat(fault()).isNull();
        assertThat(fault("connection", "uPGRADE")).isNull();
        assertThat(fault("content-length", "0")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "7", "14", "13, 13", "x", ""})
    void answersAnotherVersionWith426AndTheOneItSpeaks(String version) {
        HttpReply.Full fault = fault("sec-websocket-version", version);

        assertThat(fault.status()).isEqualTo(426);
        assertThat(fault.headers()).containsEntry("Sec-WebSocket-Version", "13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZSBpcyB0b28gbG9uZw==", "%%%"})
    void answersABadKeyWith400(String key) {
        assertThat(fault("sec-websocket-key", key).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"connection, keep-alive", "connection, upgraded", "sec-websocket-key,", "connection,"})
    void answersAMissingFieldWith400(String name, String value) {
        assertThat(fault(name, value).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"content-length, 100", "transfer-encoding, chunked"})
    void answersABodyWith400SinceItWouldBeReadAsFrames(String name, String value) {
        assertThat(fault(name, value).status()).isEqualTo(400);
    }
}
