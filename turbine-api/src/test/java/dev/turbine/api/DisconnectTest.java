package dev.turbine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisconnectTest {
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 999, 5000, Integer.MAX_VALUE})
    void aCodeThatNoCloseFrameHasIsRefused(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Disconnect(code, ""))
                .withMessage("close code must be within 1000 and 4999, is " + code);
    }

    @Test
    void aReasonFillsTheCloseFrameAndNoMore() {
        String longest = "é".repeat(61) + "a";
        assertThat(new Disconnect(4000, longest).reason()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Disconnect(4000, "é".repeat(62)))
                .withMessage("close reason must have at most 123 bytes of UTF-8, has 124");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, false", "1001, true", "1002, false", "1003, false", "1006, true", "1007, false", "1008, false",
        "1009, false", "1010, false", "1011, true", "1012, true", "1013, true", "3000, false", "3999, false",
        "4000, true", "4499, true", "4500, false", "4999, false"
    })
    void theCodeSaysWhetherToReconnect(int code, boolean reconnect) {
        assertThat(new Disconnect(code, "").reconnect()).isEqualTo(reconnect);
    }

    @Test
    void theConstantsAreThoseOfTheProtocol() throws IllegalAccessException {
        for (Disconnect disconnect : constants()) {
            assertThat(disconnect.reason().length()).isLessThanOrEqualTo(Disconnect.MAX_REASON_BYTES);
        }
        assertThat(constants().stream().filter(d -> d.code() >= 4000).map(d -> d.code() + " " + d.reason()))
                .containsExactlyInAnyOrder(
                        "4000 shutting down",
                        "4001 slow consumer",
                        "4002 no pong",
                        "4003 token expired",
                        "4004 position lost",
                        "4500 invalid token",
                        "4501 bad commands",
                        "4502 no connect in time",
                        "4503 disconnected by the application",
                        "4504 too many connections",
                        "4505 not granted any more");
    }

    private static List<Disconnect> constants() throws IllegalAccessException {
        List<Field> fields = Arrays.stream(Disconnect.class.getFields())
                .filter(field -> field.getType() == Disconnect.class)
                .toList();
        List<Disconnect> constants = new ArrayList<>();
        for (Field field : fields) {
            constants.add((Disconnect) field.get(null));
        }
        return constants;
    }
}
