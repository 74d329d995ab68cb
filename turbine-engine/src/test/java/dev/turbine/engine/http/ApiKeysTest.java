package dev.turbine.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private final ApiKeys keys = new ApiKeys(List.of("old-key", "new-key"));

    @Test
    void everyKeyIsGoodWhileOneIsBeingReplaced() {
        assertThat(keys.accept(List.of("old-key"))).isTrue();
        assertThat(keys.accept(List.of("new-key"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old-ke",
                "old-keyx",
                "Old-key",
                "old-key ",
                " old-key",
                "old-key\0",
                "old-key,new-key",
                "öld-key"
            })
    void onlyTheWholeKeyIsGood(String key) {
        assertThat(keys.accept(List.of(key))).isFalse();
    }

    @Test
    void noKeyAndTwoKeysAreNotGood() {
        assertThat(keys.accept(List.of())).isFalse();
        assertThat(keys.accept(List.of("old-key", "old-key"))).isFalse();
        assertThat(keys.accept(List.of("old-key", "wrong"))).isFalse();
    }

    @Test
    void withoutKeysNothingIsGood() {
        ApiKeys none = new ApiKeys(List.of());

        assertThat(none.isEmpty()).isTrue();
        assertThat(keys.isEmpty()).isFalse();
        assertThat(none.accept(List.of())).isFalse();
        assertThat(none.accept(List.of(""))).isFalse();
    }
}
