package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeChannelTest {
    private static final Protocol PROTOCOL = new JsonProtocol(128, 255);
    private static final Command REFUSED = new Command.Subscribe(1, null, null);

    /** @param text of a JSON string, as it stands between its quotes */
    private static Command subscribe(String text) {
        String frame = "{\"id\":1,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + text + "\"}}";
        return PROTOCOL.decode(frame.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "\\u0063hat, chat",
        "\\u00e9, é",
        "\\u00E9, é",
        "\\ud83d\\ude00, 😀",
        "\\\", '\"'",
        "\\\\, \\",
        "\\/, /",
        "a b, a b",
        "*, *",
        "$SYS.>, $SYS.>",
        "\\u0020, ' '"
    })
    void escapesAreReadBeforeNamesAreCompared(String text, String name) {
        assertThat(subscribe(text)).isEqualTo(new Command.Subscribe(1, name, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\\n",
                "\\r",
                "\\t",
                "\\b",
                "\\f",
                "\\ud800",
                "\\udc00",
                "a\\ud800",
                "\\ud800a",
                "\\ud800\\ud800",
                "\\udc00\\ud800",
                "\\ud83d\\ud83d\\ude00"
            })
    void aNameThatIsEmptyOrHasControlsOrHalvesOfCharactersIsNone(String text) {
        assertThat(subscribe(text)).isEqualTo(REFUSED);
    }

    @Test
    void noControlCharacterIsPartOfAName() {
        IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0)).forEach(c -> {
            assertThat(subscribe(String.format("a\\u%04xb", c))).as("U+%04X", c).isEqualTo(REFUSED);
            if (c >= 0x7f) {
                assertThat(subscribe("a" + (char) c + "b"))
                        .as("U+%04X as it is", c)
                        .isEqualTo(REFUSED);
            }
        });
        assertThat(subscribe("\\u00a0")).isEqualTo(new Command.Subscribe(1, "\u00a0", null));
        assertThat(subscribe("\u2028")).isEqualTo(new Command.Subscribe(1, "\u2028", null));
    }

    @ParameterizedTest
    @CsvSource({"a, 1", "é, 2", "€, 3", "😀, 4"})
    void theLengthOfANameIsItsBytes(String character, int bytes) {
        String longest = character.repeat(255 / bytes) + "a".repeat(255 % bytes);

        assertThat(subscribe(longest)).isEqualTo(new Command.Subscribe(1, longest, null));
        assertThat(subscribe(longest + "a")).isEqualTo(REFUSED);
        assertThat(subscribe("a".repeat(256 - bytes) + character)).isEqualTo(REFUSED);
    }

    @Test
    void anEscapeCountsAsTheCharacterThatItIs() {
        assertThat(subscribe("\\u0061".repeat(255))).isEqualTo(new Command.Subscribe(1, "a".repeat(255), null));
        assertThat(subscribe("\\u0061".repeat(256))).isEqualTo(REFUSED);
    }

    @Test
    void aNameOfAMillionCharactersIsRefused() {
        assertThat(subscribe("a".repeat(1_000_000))).isEqualTo(REFUSED);
    }
}
