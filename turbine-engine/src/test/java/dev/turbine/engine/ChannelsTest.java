package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.OverflowPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
    private static ChannelOptions history(int size) {
        return ChannelOptions.none().history(size, Duration.ofMinutes(1));
    }

    @Test
    void theMostSpecificPatternWins() {
        Channels channels = new Channels(
                Map.of("*", history(1), "chat:*", history(2), "chat:lobby*", history(3), "chat:lobby", history(4)));

        assertThat(channels.of("news").historySize()).isEqualTo(1);
        assertThat(channels.of("chat").historySize()).isEqualTo(1);
        assertThat(channels.of("chat:").historySize()).isEqualTo(2);
        assertThat(channels.of("chat:lob").historySize()).isEqualTo(2);
        assertThat(channels.of("chat:lobby2").historySize()).isEqualTo(3);
        assertThat(channels.of("chat:lobby").historySize()).isEqualTo(4);
    }

    @Test
    void namesThoseThatAreToKeepMoreThanALog() {
        Channels channels = new Channels(Map.of(
                "fits", history(5),
                "none", ChannelOptions.none(),
                "b\u001b*", ChannelOptions.none().history(1, Duration.ofMinutes(2)),
                "a", history(6)));

        assertThat(channels.beyond(5, Duration.ofMinutes(1)))
                .isEqualTo(
                        "\"a\" history=6 ttl=1m overflow=catch-up; \"b\\u001b*\" history=1 ttl=2m overflow=catch-up");
        assertThat(channels.beyond(6, Duration.ofMinutes(2))).isEmpty();
    }

    @Test
    void aChannelThatNoPatternMatchesHasNoOptions() {
        Channels channels = new Channels(Map.of("chat:*", history(1)));

        assertThat(channels.of("news")).isSameAs(ChannelOptions.none());
        assertThat(channels.of("news").overflowPolicy()).isEqualTo(OverflowPolicy.DROP_NEWEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a*b", "**", "*a"})
    void onlyNamesAndPrefixesArePatterns(String pattern) {
        assertThatThrownBy(() -> Channels.check(pattern, history(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + pattern + "\"");
    }

    @Test
    void theDigestTellsWhatNodesHaveToHaveInCommon() {
        Map<String, ChannelOptions> patterns = Map.of("chat:*", history(1), "news", history(2), "a", history(3));
        String digest = new Channels(patterns).digest(true);

        assertThat(digest).matches("[0-9a-f]{16}");
        assertThat(new Channels(new LinkedHashMap<>(patterns)).digest(true)).isEqualTo(digest);
        assertThat(Set.of(
                        digest,
                        new Channels(patterns).digest(false),
                        new Channels(Map.of("chat:*", history(1), "news", history(2))).digest(true),
                        new Channels(Map.of("chat:*", history(1), "news", history(2), "a", history(4))).digest(true),
                        new Channels(Map.of(
                                        "chat:*",
                                        history(1),
                                        "news",
                                        history(2),
                                        "a",
                                        history(3).presence()))
                                .digest(true)))
                .hasSize(5);
    }

    @Test
    void withoutAHistoryNobodyCatchesUp() {
        assertThatThrownBy(() -> Channels.check("news", ChannelOptions.none().overflow(OverflowPolicy.CATCH_UP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("news")
                .hasMessageContaining("add history");
    }
}
