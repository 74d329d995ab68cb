package dev.turbine.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishCheckTest {
    private static final PublishRequest.Reader READER = new PublishRequest.Reader(128, 255);
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\"a\"",
        "\"a\":1",
        "\"\\u0041\"",
        "0",
        "-1",
        "1.5e3",
        "01",
        "null",
        "true",
        " ",
        "\n",
        "\t",
        "\u0000",
        "\uFEFF",
        "é",
        "😀",
        "\"é\"",
        "/**/",
        "NaN",
        "'a'",
        "#",
        "\u00a0",
        "{}",
        "[]",
        "1",
        "2"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1 2",
                "1,",
                "]",
                "{\"a\":1}}",
                "'a'",
                "NaN",
                "\uFEFF1",
                "1\uFEFF",
                "1\u0000",
                "\u0000",
                "//",
                "01",
                "\"\n\""
            })
    void whatIsNotOneJsonValueIsRefused(String json) {
        assertThat(READER.check(List.of("a"), json)).isEqualTo(new PublishRequest.Refused("not JSON"));
    }

    @Test
    void aHalfOfACharacterIsNotUtf8() {
        assertThat(READER.check(List.of("a"), "\"\ud800\"")).isEqualTo(new PublishRequest.Refused("not UTF-8"));
        assertThat(READER.check(List.of("a"), "\"\udc00\ud800\"")).isEqualTo(new PublishRequest.Refused("not UTF-8"));
        assertThat(READER.check(List.of("a"), "\"\\ud800\"")).isInstanceOf(PublishRequest.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a\u0000", "\u007f", "\u0085", "\ud800"})
    void theNamesOfChannelsAreThoseOfTheProtocol(String channel) {
        assertThat(READER.check(List.of(channel), "1")).isEqualTo(new PublishRequest.Refused("bad channel name"));
    }

    @Test
    void acceptsWhatABodyWithItWouldAndNothingElse() {
        SplittableRandom random = new SplittableRandom(3);
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int accepted = 0;
        int n = 0;
        while (n++ < 2_000 || System.nanoTime() < end) {
            String json = n % 2 == 0 ? value(random, 4) : pieces(random);
            accepted += assertSame(json, READER) ? 1 : 0;
        }
        assertThat(accepted).as("accepted of " + n).isBetween(n / 4, n - n / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 127})
    void nestsAsDeepAsABodyMay(int depth) {
        PublishRequest.Reader reader = new PublishRequest.Reader(depth, 255);

        assertThat(assertSame("[".repeat(depth - 1) + "]".repeat(depth - 1), reader))
                .isTrue();
        assertThat(assertSame("[".repeat(depth) + "]".repeat(depth), reader)).isFalse();
    }

    @Test
    void atDepthOneNeitherAcceptsAnArray() {
        assertThat(assertSame("[]", new PublishRequest.Reader(1, 255))).isFalse();
    }

    /** Whether both accept; white space around the value is all they may differ in. */
    private static boolean assertSame(String json, PublishRequest.Reader reader) {
        PublishRequest checked = reader.check(List.of("a"), json);
        PublishRequest read = reader.readBody(("{\"channel\":\"a\",\"data\":" + json + "}").getBytes(UTF_8));
        PublishRequest last = reader.readBody(("{\"data\":" + json + ",\"channel\":\"a\"}").getBytes(UTF_8));
        if (closesTheBody(json)) {
            return false;
        }
        boolean accepted = checked instanceof PublishRequest.Valid;
        assertThat(read instanceof PublishRequest.Valid).as(json).isEqualTo(accepted);
        assertThat(last instanceof PublishRequest.Valid).as(json).isEqualTo(accepted);
        if (accepted) {
            String trimmed = json.replaceAll("^[ \n\t\r]+|[ \n\t\r]+$", "");
            assertThat(new String(((PublishRequest.Valid) read).data(), UTF_8)).isEqualTo(trimmed);
            assertThat(new String(((PublishRequest.Valid) last).data(), UTF_8)).isEqualTo(trimmed);
            assertThat(new String(((PublishRequest.Valid) checked).data(), UTF_8).strip())
                    .isEqualTo(trimmed);
        }
        return accepted;
    }

    /** A text that goes on after its value makes another body of the body: {@code 1,"b":2}. */
    private static boolean closesTheBody(String json) {
        return READER.check(List.of("a"), json) instanceof PublishRequest.Refused
                && READER.check(List.of("a"), "[{\"data\":" + json + "}]") instanceof PublishRequest.Valid;
    }

    private static String pieces(SplittableRandom random) {
        StringBuilder json = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            json.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return json.toString();
    }

    private static String value(SplittableRandom random, int depth) {
        String space = random.nextInt(4) == 0 ? " \n" : "";
        return space + bare(random, depth) + space;
    }

    private static String bare(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> random.nextBoolean() ? "null" : "false";
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> random.nextInt(1_000) + "." + random.nextInt(1_000) + (random.nextBoolean() ? "" : "E-3");
            case 3 -> "\"" + (random.nextBoolean() ? "é😀" : "\\n\\u00e9}") + "\"";
            case 4 -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
            default -> "{\"a\":" + value(random, depth - 1) + ",\"a\":" + value(random, depth - 1) + "}";
        };
    }
}
