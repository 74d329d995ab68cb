package dev.turbine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelOptionsTest {
    @Test
    void withoutAnyAChannelKeepsNothingAndDropsTheNewest() {
        ChannelOptions none = ChannelOptions.none();

        assertThat(none.hasHistory()).isFalse();
        assertThat(none.hasPresence()).isFalse();
        assertThat(none.hasJoinLeave()).isFalse();
        assertThat(none.overflowPolicy()).isEqualTo(OverflowPolicy.DROP_NEWEST);
    }

    @Test
    void withAHistorySessionsCatchUpUnlessAnotherPolicyIsSet() {
        ChannelOptions kept = ChannelOptions.none().history(10, Duration.ofMinutes(1));

        assertThat(kept.overflowPolicy()).isEqualTo(OverflowPolicy.CATCH_UP);
        assertThat(kept.overflow(OverflowPolicy.CLOSE).overflowPolicy()).isEqualTo(OverflowPolicy.CLOSE);
    }

    @Test
    void toTellWhoComesIsToKnowWhoIsThere() {
        assertThat(ChannelOptions.none().joinLeave().hasPresence()).isTrue();
    }

    @Test
    void isReadFromALine() {
        ChannelOptions options = ChannelOptions.parse("  ttl=90s history=5  presence overflow=drop-oldest ");

        assertThat(options.historySize()).isEqualTo(5);
        assertThat(options.historyTtl()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.hasPresence()).isTrue();
        assertThat(options.hasJoinLeave()).isFalse();
        assertThat(options.overflowPolicy()).isEqualTo(OverflowPolicy.DROP_OLDEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "history",
                "history=",
                "history=-1 ttl=1s",
                "ttl=0s history=1",
                "Presence",
                "ttl=1w history=1"
            })
    void aLineThatIsNoneIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChannelOptions.parse(line));
    }

    @Test
    void aHistoryHasAtLeastOnePublicationForAMillisecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelOptions.none().history(0, Duration.ofMinutes(1)))
                .withMessage("size of a history must be at least 1, is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelOptions.none().history(1, Duration.ofNanos(1)))
                .withMessage("ttl of a history must be from a millisecond to ten years, is PT0.000000001S");
    }
}
