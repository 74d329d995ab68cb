package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginsTest {
    private final Origins origins = new Origins();

    @Test
    void whatComesAgainOrAfterANewerOneIsLate() {
        assertThat(origins.isNewer(1, 5)).isTrue();
        assertThat(origins.isNewer(1, 5)).isFalse();
        assertThat(origins.isNewer(1, 4)).isFalse();
        assertThat(origins.isNewer(1, 9)).isTrue();
        assertThat(origins.isNewer(2, 4)).as("of another node").isTrue();
    }

    @Test
    void onlySoManyAreRememberedAndThoseThatSpeakStay() {
        origins.isNewer(-1, 5);
        for (int other = 0; other < 10_000; other++) {
            origins.isNewer(other, 1);
            assertThat(origins.isNewer(-1, 6 + other)).isTrue();
        }
        assertThat(origins.isNewer(-1, 7)).as("is remembered").isFalse();
        assertThat(origins.isNewer(0, 1)).as("is forgotten").isTrue();
    }
}
