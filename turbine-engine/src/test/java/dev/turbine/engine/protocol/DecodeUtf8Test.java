package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecodeUtf8Test {
    private static final Protocol PROTOCOL = new JsonProtocol(128, 255);
    private static final Command BAD = new Command.Bad(0, Reply.Error.BAD_UTF8);

    @ParameterizedTest
    @MethodSource("dev.turbine.engine.protocol.Encodings#malformed")
    void bytesThatAreNotStrictUtf8AreToldFromBadCommands(byte[] bytes) {
        assertThat(PROTOCOL.decode(bytes)).isEqualTo(BAD);
        assertThat(PROTOCOL.decode(Encodings.around("{\"id\":1,\"method\":\"ping\",\"x\":\"", bytes, "\"}")))
                .isEqualTo(BAD);
        assertThat(PROTOCOL.decode(Encodings.around("{\"id\":1,\"method\":\"ping\",\"", bytes, "\":1}")))
                .isEqualTo(BAD);
        assertThat(PROTOCOL.decode(Encodings.around("{\"id\":1,\"method\":\"ping\"}", bytes, "")))
                .isEqualTo(BAD);
        assertThat(PROTOCOL.decode(Encodings.around("not JSON ".repeat(1_000), bytes, "")))
                .isEqualTo(BAD);
    }

    @Test
    void theEdgesOfUtf8AreRead() {
        String edges = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff\ufdd0\ufffe";
        String frame = "{\"id\":1,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + edges.substring(2) + "\"}}";

        assertThat(PROTOCOL.decode(frame.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Command.Subscribe(1, edges.substring(2), null));
    }

    @Test
    void aCharacterMayStandAcrossAnyBoundaryOfTheCheck() {
        for (int at = 1_000; at < 1_050; at++) {
            String text = "x".repeat(at) + "😀é€";
            String frame = "{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + text + "\"}}";
            assertThat(PROTOCOL.decode(frame.getBytes(StandardCharsets.UTF_8))).isEqualTo(new Command.Connect(1, text));
        }
    }
}
