package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.support.LogText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "chat:lobby", "a b-c_d.e/f[1]{2}\"3'", "Žluťoučký", "日本語", "١٢٣"})
    void whatIsPrintableStays(String text) {
        assertThat(LogText.escape(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n{\"level\":\"ERROR\"",
                "\r\n",
                "\u001b[31mred",
                "\u0000",
                "\u007f",
                "\u0085",
                "\u009b31m",
                "\u202e reversed",
                "\u2066\u2069",
                "\u200f",
                "\u2028",
                "\u2029",
                "\ufeff",
                "\u200b",
                "\ud800",
                "\udc00",
                "😀"
            })
    void nothingEndsTheLineControlsATerminalOrTurnsTheText(String text) {
        assertThat(LogText.escape(text).chars())
                .allMatch(c -> c >= ' ' && c < 0x7f)
                .as(LogText.escape(text));
    }

    @Test
    void anEscapeCannotBeForged() {
        assertThat(LogText.escape("\\u000a")).isEqualTo("\\u005cu000a");
        assertThat(LogText.escape("\n")).isEqualTo("\\u000a");
    }

    @Test
    void isCutAt256Characters() {
        assertThat(LogText.escape("a".repeat(256))).isEqualTo("a".repeat(256));
        assertThat(LogText.escape("a".repeat(257))).isEqualTo("a".repeat(256) + "…");
        assertThat(LogText.escape("\n".repeat(1_000_000))).isEqualTo("\\u000a".repeat(256) + "…");
    }
}
