package dev.turbine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @ParameterizedTest
    @EnumSource
    void everyDefaultIsAValueThatTheLimitCanHave(Limit limit) {
        assertThat(limit.check(limit.defaultValue())).isEqualTo(limit.defaultValue());
    }

    @ParameterizedTest
    @EnumSource
    void everyLimitIsAtLeastOne(Limit limit) {
        assertThat(limit.check(1)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit.check(0))
                .withMessageStartingWith("limit " + limit + " must be at least 1")
                .withMessageEndingWith(", is 0");
    }

    @Test
    void aCountSaysItsWholeRange() {
        assertThat(Limit.SUBSCRIPTIONS.check(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.SUBSCRIPTIONS.check(1L << 31))
                .withMessage("limit SUBSCRIPTIONS must be at least 1 and at most 2147483647, is 2147483648");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.SUBSCRIPTIONS.check(-7))
                .withMessage("limit SUBSCRIPTIONS must be at least 1 and at most 2147483647, is -7");
    }

    @Test
    void bytesMayBeMoreThanAnIntHolds() {
        assertThat(Limit.NODE_OUTBOUND_BYTES.check(1L << 40)).isEqualTo(1L << 40);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.NODE_OUTBOUND_BYTES.check(Long.MIN_VALUE))
                .withMessage("limit NODE_OUTBOUND_BYTES must be at least 1, is " + Long.MIN_VALUE);
    }

    @Test
    void aTimeIsKeptInMilliseconds() {
        assertThat(Limit.CONNECT_TIMEOUT.check(Duration.ofSeconds(3))).isEqualTo(3_000);
        assertThat(Limit.CONNECT_TIMEOUT.check(Duration.ofMillis(1))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000_000, 0, 999_999})
    void aTimeUnderAMillisecondIsRefused(long nanos) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.CONNECT_TIMEOUT.check(Duration.ofNanos(nanos)))
                .withMessageStartingWith("limit CONNECT_TIMEOUT must be at least 1, is ");
    }

    @ParameterizedTest
    @EnumSource
    void onlyATimeTakesADuration(Limit limit) {
        if (limit.unit() != Limit.Unit.TIME) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> limit.check(Duration.ofSeconds(1)))
                    .withMessage("limit " + limit + " is a number, not a time: PT1S");
        }
    }
}
