package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginsTest {
    private final Origins origins = new Origins();

    @Test
    void whatComesAgainOrAfterANewerOneIsLate() {
        assertThat(origins.advance(1, 5)).isTrue();
        assertThat(origins.advance(1, 5)).isFalse();
        assertThat(origins.advance(1, 4)).isFalse();
        assertThat(origins.advance(1, 9)).isTrue();
        assertThat(origins.advance(2, 4)).as("of another node").isTrue();
    }

    @Test
    void onlySoManyAreRememberedAndThoseThatSpeakStay() {
        origins.advance(-1, 5);
        for (int other = 0; other < 10_000; other++) {
            origins.advance(other, 1);
            assertThat(origins.advance(-1, 6 + other)).isTrue();
        }
        assertThat(origins.advance(-1, 7)).as("is remembered").isFalse();
        assertThat(origins.advance(0, 1)).as("is forgotten").isTrue();
    }
}
