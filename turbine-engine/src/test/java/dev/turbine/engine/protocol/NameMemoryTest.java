package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NameMemoryTest {
    /** Names of members come from anybody, before a connect: what is kept of them is kept for ever. */
    @Test
    void keepsNothingOfTheNamesThatItHasRead() {
        Protocol protocol = new JsonProtocol(128, 255);
        read(protocol, 50); // loads what is loaded once
        long before = usedAfterCollection();

        read(protocol, 600);

        assertThat(usedAfterCollection() - before)
                .as("bytes kept of 600 frames with a name of 60 KB each")
                .isLessThan(20L << 20);
        assertThat(protocol.decode("{\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Command.Ping(1));
    }

    private static void read(Protocol protocol, int frames) {
        for (int i = 0; i < frames; i++) {
            String frame = "{\"" + i + "-" + frames + "k".repeat(60_000) + "\":1,\"id\":1,\"method\":\"ping\"}";
            assertThat(protocol.decode(frame.getBytes(StandardCharsets.UTF_8))).isEqualTo(new Command.Ping(1));
        }
    }

    private static long usedAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
