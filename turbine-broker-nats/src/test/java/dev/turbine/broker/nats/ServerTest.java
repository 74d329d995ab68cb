package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
    @Test
    void itsTextHoldsNoSecret() {
        Server server = Server.of("tls://ann:hush@nats.example.com");

        assertThat(server.toString()).isEqualTo("nats.example.com:4222");
        assertThat(server.url()).isEqualTo("tls://ann:hush@nats.example.com");
        assertThat(server.isTls()).isTrue();
        assertThat(Server.of("127.0.0.1:5000").toString()).isEqualTo("127.0.0.1:5000");
        assertThat(Server.of("nats://[::1]:5000").toString()).isEqualTo("[::1]:5000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nats://",
                "http://ann:hush@a",
                "nats://ann:hush@a b",
                "nats://hush@a/path",
                "nats://hush@a?x",
                "nats://hush@a:70000x",
                "nats://hush@a#x"
            })
    void whatIsNoUrlOfAServerIsRefusedWithoutItsText(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.of(url))
                .withMessageContaining("nats://127.0.0.1:4222")
                .matches(e -> !e.toString().contains("hush"));
    }
}
