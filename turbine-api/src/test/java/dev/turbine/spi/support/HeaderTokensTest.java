package dev.turbine.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderTokensTest {
    @Test
    void findsATokenInAnyLineAtAnyPlaceInAnyCase() {
        assertThat(HeaderTokens.contain(List.of("Upgrade"), "upgrade")).isTrue();
        assertThat(HeaderTokens.contain(List.of("keep-alive,\tUPGRADE , x"), "upgrade"))
                .isTrue();
        assertThat(HeaderTokens.contain(List.of("keep-alive", "x,upgrade"), "upgrade"))
                .isTrue();
    }

    @Test
    void takesNoOtherForIt() {
        assertThat(HeaderTokens.contain(List.of(), "upgrade")).isFalse();
        assertThat(HeaderTokens.contain(List.of("", ",", "upgrades", "up grade", "h2c, upgrade/1"), "upgrade"))
                .isFalse();
    }
}
