package dev.turbine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelGrantsTest {
    @Test
    void unrestrictedPermitsEveryChannel() {
        assertThat(ChannelGrants.unrestricted().permits("any")).isTrue();
        assertThat(ChannelGrants.unrestricted()).hasToString("every channel");
    }

    @Test
    void anEmptyListPermitsNone() {
        assertThat(ChannelGrants.only(List.of()).permits("any")).isFalse();
        assertThat(ChannelGrants.only(List.of())).hasToString("0 channels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A.b", "a.B", "a", "a.", "a.b ", " a.b", "a.b\0", "a.b.c", "a*", "a.*", "*", ">", "a%2eb", "a．b", ""
            })
    void namesAreComparedExactly(String other) {
        assertThat(ChannelGrants.only(List.of("a.b")).permits("a.b")).isTrue();
        assertThat(ChannelGrants.only(List.of("a.b")).permits(other)).isFalse();
    }

    @Test
    void nothingIsAPattern() {
        assertThat(ChannelGrants.only(List.of("*", "a.*", ".*")).permits("a.b")).isFalse();
    }

    @Test
    void nothingIsNormalised() {
        assertThat(ChannelGrants.only(List.of("\u00e9")).permits("e\u0301")).isFalse();
        assertThat(ChannelGrants.only(List.of("\ufb01")).permits("fi")).isFalse();
    }

    @Test
    void aListThatChangesLaterChangesNothing() {
        List<String> channels = new ArrayList<>(List.of("a", "a"));
        ChannelGrants grants = ChannelGrants.only(channels);
        channels.add("b");

        assertThat(grants.permits("b")).isFalse();
        assertThat(grants).hasToString("1 channels");
    }
}
