package dev.turbine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "ttl=1w history=1",
                "history=1000000000 ttl=1m",
                "history=1 ttl=3654d",
                "history=1 ttl=999999999999d"
            })
    void aLineThatIsNoneIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChannelOptions.parse(line));
    }

    @ParameterizedTest
    @CsvSource({
        "history=5 ttl=1m history=9, history is given twice: say it once",
        "presence presence, presence is given twice: say it once",
        "overflow=close overflow=close, overflow is given twice: say it once",
        "history=7, 'history=7 needs a ttl beside it, as in: history=7 ttl=5m'",
        "ttl=90s, 'ttl needs a history beside it, as in: history=100 ttl=90s'",
        "ttl=\u001b[31m, 'ttl=(not shown) must be a time from 1ms to 3653d, in ms, s, m, h or d, such as ttl=30s, ttl=5m"
                + " or ttl=1h'",
        "history=1000000000, 'history=1000000000 must be a number of publications from 1 to 999999999, such as"
                + " history=100'"
    })
    void saysWhichWordIsWrongAndWhatToWrite(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelOptions.parse(line))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "history=5 ttl=90s, history=5 ttl=90s overflow=catch-up",
        "ttl=120s history=1 overflow=drop-oldest, history=1 ttl=2m overflow=drop-oldest",
        "history=1 ttl=48h, history=1 ttl=2d overflow=catch-up",
        "history=1 ttl=1500ms, history=1 ttl=1500ms overflow=catch-up",
        "join-leave, presence join-leave overflow=drop-newest"
    })
    void showsWhatIsInEffectAndReadsItAgain(String line, String shown) {
        assertThat(ChannelOptions.parse(line)).hasToString(shown);
        assertThat(ChannelOptions.parse(shown)).hasToString(shown);
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
