package dev.turbine.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.NodeInfo;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReportTest {
    private static final NodeInfo NODE =
            new NodeInfo("shop-0123456789ab", Instant.ofEpochMilli(1_700_000_000_123L), 7, 3);
    private static final String TEXT =
            "{\"node\":\"shop-0123456789ab\",\"started\":1700000000123,\"sessions\":7,\"channels\":3}";

    @Test
    void isReadAsItWasWritten() {
        assertThat(new String(new NodeReport(NODE, null, false).encode(), UTF_8))
                .isEqualTo(TEXT);
        for (boolean leaving : new boolean[] {false, true}) {
            NodeReport report = new NodeReport(NODE, "0123456789abcdef", leaving);
            assertThat(NodeReport.decode(report.encode())).isEqualTo(report);
        }
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        String later = TEXT.replace(
                "{\"node\"", "{\"load\":{\"cpu\":[0.5,null]},\"channelOptions\":\"%s\",\"zone\":\"a\",\"node\"");

        assertThat(NodeReport.decode(later.getBytes(UTF_8))).isEqualTo(new NodeReport(NODE, null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"node\":\"shop-0123456789ab\"}",
                "{\"node\":\"shop-0123456789AB\",\"started\":1,\"sessions\":7,\"channels\":3}",
                "{\"node\":\"shop\",\"started\":1,\"sessions\":7,\"channels\":3}",
                "{\"node\":\"a\\nb-0123456789ab\",\"started\":1,\"sessions\":7,\"channels\":3}",
                "{\"node\":\"<b>-0123456789ab\",\"started\":1,\"sessions\":7,\"channels\":3}",
                "{\"node\":7,\"started\":1,\"sessions\":7,\"channels\":3}",
                "{\"node\":\"shop-0123456789ab\",\"started\":\"1\",\"sessions\":7,\"channels\":3}",
                "{\"node\":\"shop-0123456789ab\",\"started\":-1,\"sessions\":7,\"channels\":3}",
                "{\"node\":\"shop-0123456789ab\",\"started\":9999999999999999,\"sessions\":7,\"channels\":3}",
                "{\"node\":\"shop-0123456789ab\",\"started\":1,\"sessions\":7.5,\"channels\":3}",
                "{\"node\":\"shop-0123456789ab\",\"started\":1,\"sessions\":-7,\"channels\":3}",
                "{\"node\":\"shop-0123456789ab\",\"started\":1,\"sessions\":7,\"channels\":99999999999999999999}",
                "{\"node\":\"shop-0123456789ab\",\"started\":1,\"sessions\":7,\"channels\":3,\"leaving\":1}",
                "{\"node\":\"shop-0123456789ab\",\"started\":1,\"sessions\":7,\"channels\":3,\"channels\":3}",
                "{\"node\":\"shop-0123456789ab\",\"started\":1,\"sessions\":7,\"channels\":3} {}",
                "{\"node\":\"shop-0123456789ab\",\"started\":1,\"sessions\":7,\"channels\":3"
            })
    void whatIsNoReportIsNone(String text) {
        assertThat(NodeReport.decode(text.getBytes(UTF_8))).isNull();
    }

    @Test
    void noneIsLongOrDeepOrOtherThanUtf8() {
        String before = TEXT.substring(0, TEXT.length() - 1);
        byte[] broken = TEXT.getBytes(UTF_8);
        broken[12] = (byte) 0xff;

        assertThat(NodeReport.decode((before + ",\"x\":\"" + "a".repeat(1024) + "\"}").getBytes(UTF_8)))
                .isNull();
        assertThat(NodeReport.decode((before + ",\"x\":" + "[".repeat(400) + "]".repeat(400) + "}").getBytes(UTF_8)))
                .isNull();
        assertThat(NodeReport.decode(broken)).isNull();
    }

    @Test
    void nothingThatComesThrows() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = TEXT.getBytes(UTF_8);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            NodeReport report = NodeReport.decode(bytes);
            if (report != null) {
                assertThat(report.node().id()).hasSizeLessThan(78);
            }
        }
    }
}
