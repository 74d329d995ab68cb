package dev.turbine.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.engine.protocol.PresenceReport.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceReportTest {
    private static final int PART_BYTES = 33_000;

    private static List<PresenceReport> decodeAll(Map<String, String> clients) {
        List<PresenceReport> reports = new ArrayList<>();
        for (byte[] part : PresenceReport.encodeAll("n", clients)) {
            reports.add(PresenceReport.decode(part));
        }
        return reports;
    }

    @Test
    void readsWhatItWrites() {
        Map<String, String> clients = Map.of("n/1", "Zoë \"Z\" \u0001");

        assertThat(PresenceReport.decode(PresenceReport.encode("n", Kind.JOIN, clients)))
                .isEqualTo(new PresenceReport("n", Kind.JOIN, clients, 0, false));
        assertThat(new String(
                        PresenceReport.encodeAll("n", Map.of("n/1", "ann")).get(0), UTF_8))
                .isEqualTo("{\"node\":\"n\",\"kind\":\"ALL\",\"part\":0,\"last\":true,\"clients\":{\"n/1\":\"ann\"}}");
    }

    @Test
    void noneAndOneAreOnePart() {
        assertThat(decodeAll(Map.of())).containsExactly(new PresenceReport("n", Kind.ALL, Map.of(), 0, true));
        assertThat(decodeAll(Map.of("n/1", "ann"))).hasSize(1);
    }

    @Test
    void partsAreCutByBytes() {
        Map<String, String> clients = new LinkedHashMap<>();
        for (int i = 0; i < 500; i++) {
            clients.put("n/" + i, "ü".repeat(i + 1));
        }
        clients.put("n/long", "u".repeat(20_000));
        clients.put("n/longer", "u".repeat(100_000));
        clients.put("n/last", "u");

        assertThat(PresenceReport.encodeAll("n", clients))
                .allMatch(part -> part.length < PART_BYTES || part.length > 100_000);
        List<PresenceReport> reports = decodeAll(clients);
        Map<String, String> read = new LinkedHashMap<>();
        for (int i = 0; i < reports.size(); i++) {
            assertThat(reports.get(i).part()).isEqualTo(i);
            assertThat(reports.get(i).last()).isEqualTo(i == reports.size() - 1);
            read.putAll(reports.get(i).clients());
        }
        assertThat(read).isEqualTo(clients);
        assertThat(reports).hasSizeBetween(10, 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"node\":\"n\",\"kind\":\"NONE\",\"clients\":{}}",
                "{\"node\":\"n\",\"kind\":\"JOIN\",\"clients\":{\"n/1\":\"\"}}",
                "{\"node\":\"n\",\"kind\":\"ALL\",\"part\":-1,\"clients\":{}}",
                "{\"node\":\"n\",\"kind\":\"ALL\",\"part\":5000000000,\"clients\":{}}",
                "{\"node\":\"n\",\"kind\":\"ALL\",\"part\":\"0\",\"clients\":{}}",
            })
    void otherTextsAreNone(String text) {
        assertThat(PresenceReport.decode(text.getBytes(UTF_8))).isNull();
    }
}
