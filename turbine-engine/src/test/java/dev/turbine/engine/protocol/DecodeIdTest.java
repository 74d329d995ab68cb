package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeIdTest {
    private static final Protocol PROTOCOL = new JsonProtocol(128, 255);
    private static final Command BAD = new Command.Bad(0, Reply.Error.BAD_COMMAND);

    private static Command decode(String id) {
        return PROTOCOL.decode(("{\"id\":" + id + ",\"method\":\"ping\"}").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 2_147_483_647, 2_147_483_648L, 4_294_967_296L, 9_007_199_254_740_990L, 9_007_199_254_740_991L
            })
    void everyNumberThatJavaScriptHoldsExactlyIsAnId(long id) {
        assertThat(decode(Long.toString(id))).isEqualTo(new Command.Ping(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "9999999999999999",
                "10000000000000000",
                "00",
                "01",
                "-1",
                "-9007199254740991",
                "-9223372036854775808",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "18446744073709551617",
                "1.0",
                "1.5",
                "1e0",
                "1E2",
                "1e-1",
                "10e-1",
                "0.0",
                "0e0",
                "1e999999999",
                "-0.0",
                "\"1\"",
                "\"\"",
                "null",
                "true",
                "[1]",
                "{}",
                "{\"id\":1}"
            })
    void whatIsNoIntegerWithinTheRangeIsNoId(String id) {
        assertThat(decode(id)).isEqualTo(BAD);
    }

    @Test
    void aNumberOfAMillionDigitsCostsNoMoreThanReadingIt() {
        for (String number :
                new String[] {"1".repeat(1_000_000), "-" + "9".repeat(1_000_000), "1." + "0".repeat(1_000_000)}) {
            inNoTime(number, n -> assertThat(decode(n)).isEqualTo(BAD));
            inNoTime(number, n -> assertThat(decode("1,\"x\":" + n)).isEqualTo(new Command.Ping(1)));
        }
        inNoTime(
                "1e" + "9".repeat(1_000_000),
                n -> assertThat(decode("1,\"x\":" + n)).isEqualTo(new Command.Ping(1)));
    }

    private static void inNoTime(String number, Consumer<String> decode) {
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> decode.accept(number));
        assertThatCode(() -> decode.accept(number)).doesNotThrowAnyException();
    }
}
