package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of RFC 6455, section 5.7, and what it forbids. */
final class FrameTest {
    @Test
    void masksAsTheRfcShows() {
        assertThat(hex(Frame.text("Hello"))).isEqualTo("818537fa213d7f9f4d5158");
        assertThat(hex(Frame.text("Hello").unmasked())).isEqualTo("810548656c6c6f");
    }

    @Test
    void saysItsLengthInTheFewestBytes() {
        assertThat(hex(Frame.of(0x82, new byte[125]).unmasked())).startsWith("827d00");
        assertThat(hex(Frame.of(0x82, new byte[256]).unmasked())).startsWith("827e010000");
        assertThat(hex(Frame.of(0x82, new byte[65536]).unmasked())).startsWith("827f000000000001000000");
    }

    @Test
    void declaresWhateverItIsTold() {
        assertThat(hex(Frame.text("a").unmasked().declaring(-1, 9))).isEqualTo("817fffffffffffffffff61");
        assertThat(hex(Frame.text("a").unmasked().declaring(1, 3))).isEqualTo("817e000161");
        assertThat(hex(Frame.text("a").unmasked().declaring(5, 1))).isEqualTo("810561");
    }

    @Test
    void readsCodeAndReasonOfAClose() {
        assertThat(Frame.close(4500, "invalid token").disconnect()).isEqualTo(Disconnect.INVALID_TOKEN);
        assertThat(Frame.of(0x88, new byte[0]).disconnect()).isEqualTo(new Disconnect(1005, ""));
    }

    private static String hex(Frame frame) {
        return HexFormat.of().formatHex(frame.bytes());
    }
}
