package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecodeFuzzTest {
    private static final Protocol PROTOCOL = new JsonProtocol(128, 255);
    private static final long NANOS = Duration.ofMillis(1_000).toNanos();
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u",
        "\"id\"",
        "\"id\":1",
        "\"method\"",
        "\"method\":\"ping\"",
        "\"connect\"",
        "\"params\"",
        "\"params\":{",
        "\"token\":\"t\"",
        "\"channel\":\"c\"",
        "0",
        "-",
        "1e9",
        "9007199254740992",
        "null",
        "true",
        "\ud83d\ude00",
        "\u0000",
        "\uFEFF",
        " ",
        "\n",
        "\\ud800",
        "/*",
        "//",
        "NaN",
        "'"
    };

    @Test
    void neverThrowsForPiecesOfCommands() {
        SplittableRandom random = new SplittableRandom(1);
        long end = System.nanoTime() + NANOS;
        for (int n = 0; n < 2_000 || System.nanoTime() < end; n++) {
            StringBuilder frame = new StringBuilder(random.nextInt(3) > 0 ? "{" : "");
            for (int i = random.nextInt(12); i >= 0; i--) {
                frame.append(PIECES[random.nextInt(PIECES.length)]);
                frame.append(random.nextInt(3) == 0 ? "," : "");
            }
            check(frame.append(random.nextInt(3) > 0 ? "}" : "").toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void neverThrowsForACommandWithBytesChanged() {
        SplittableRandom random = new SplittableRandom(2);
        byte[] whole = "{\"id\":12,\"method\":\"subscribe\",\"params\":{\"channel\":\"é😀\\u00e9\",\"x\":[1.5e3,null]}}"
                .getBytes(StandardCharsets.UTF_8);
        long end = System.nanoTime() + NANOS;
        for (int n = 0; n < 2_000 || System.nanoTime() < end; n++) {
            byte[] frame =
                    Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length + 8) : whole.length);
            for (int i = random.nextInt(4); i > 0 && frame.length > 0; i--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
            }
            check(frame);
        }
    }

    private static void check(byte[] frame) {
        Command command;
        try {
            command = PROTOCOL.decode(frame);
        } catch (Throwable thrown) {
            throw new AssertionError("decode threw for " + new String(frame, StandardCharsets.ISO_8859_1), thrown);
        }
        assertThat(command.id()).isBetween(0L, (1L << 53) - 1);
        if (command instanceof Command.Subscribe subscribe && subscribe.channel() != null) {
            assertThat(subscribe.channel().chars()).noneMatch(Character::isISOControl);
        }
    }
}
