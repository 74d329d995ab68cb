package dev.turbine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class CredentialsTest {
    @Test
    void aTokenDoesNotReachALog() {
        assertThat(new Credentials("eyJ-secret", "192.0.2.1:80"))
                .hasToString("Credentials[remoteAddress=192.0.2.1:80]")
                .returns("eyJ-secret", Credentials::token);
    }

    @Test
    void neitherPartIsNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Credentials(null, ""))
                .withMessage("token");
        assertThatNullPointerException()
                .isThrownBy(() -> new Credentials("", null))
                .withMessage("remoteAddress");
    }
}
