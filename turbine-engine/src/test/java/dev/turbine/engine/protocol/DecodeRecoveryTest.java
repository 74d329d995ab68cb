package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Position;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeRecoveryTest {
    private static final Position POSITION = new Position("e", 12);

    private static Command decode(String method, String params) {
        String frame = "{\"id\":1,\"method\":\"" + method + "\",\"params\":{\"channel\":\"c\"" + params + "}}";
        return new JsonProtocol(16, 255).decode(frame.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAPosition() {
        assertThat(decode("subscribe", ",\"recover\":{\"epoch\":\"e\",\"offset\":12,\"x\":[1]}"))
                .isEqualTo(new Command.Subscribe(1, "c", POSITION));
        assertThat(decode("history", ",\"since\":{\"offset\":12,\"epoch\":\"e\"},\"limit\":5"))
                .isEqualTo(new Command.History(1, "c", POSITION, 5));
        assertThat(decode("history", "")).isEqualTo(new Command.History(1, "c", null, Integer.MAX_VALUE));
        assertThat(decode("history", ",\"limit\":9007199254740991"))
                .isEqualTo(new Command.History(1, "c", null, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "\"e\"",
                "{\"epoch\":\"e\"}",
                "{\"offset\":1}",
                "{\"epoch\":1,\"offset\":1}",
                "{\"epoch\":\"\",\"offset\":1}",
                "{\"epoch\":\"e\",\"offset\":-1}",
                "{\"epoch\":\"e\",\"offset\":1.0}",
                "{\"epoch\":\"e\",\"offset\":\"1\"}",
                "{\"epoch\":\"e\",\"offset\":9007199254740992}",
                "{\"epoch\":\"e\",\"epoch\":\"e\",\"offset\":1}",
                "{\"epoch\":\"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\",\"offset\":1}"
            })
    void whatIsNoPositionMakesABadCommand(String position) {
        assertThat(decode("subscribe", ",\"recover\":" + position)).isEqualTo(new Command.Subscribe(1, null, null));
        assertThat(((Command.History) decode("history", ",\"since\":" + position)).channel())
                .isNull();
    }

    @Test
    void nullIsAsGoodAsMissing() {
        assertThat(decode("subscribe", ",\"recover\":null")).isEqualTo(new Command.Subscribe(1, "c", null));
        assertThat(decode("history", ",\"since\":null,\"limit\":null"))
                .isEqualTo(new Command.History(1, "c", null, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"5\"", "1.5"})
    void aLimitIsAtLeastOne(String limit) {
        assertThat(((Command.History) decode("history", ",\"limit\":" + limit)).channel())
                .isNull();
    }
}
