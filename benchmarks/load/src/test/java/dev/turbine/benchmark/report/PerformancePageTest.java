package dev.turbine.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
    private static final String PAGE = """
            # Page

            <!-- begin: bars -->
            old
            <!-- end: bars -->
            between
            <!-- begin: ping -->
            <!-- end: ping -->
            <!-- begin: start -->
            old
            <!-- end: start -->
            <!-- begin: others -->
            <!-- end: others -->
            after
            """;

    @TempDir
    private Path docs;

    @Test
    void writesWhatIsBetweenTheMarkers() throws IOException {
        ResultFile file = ResultFile.open(docs.resolve("performance/jdk17.csv"));
        file.append(List.of(
                new Row("ping", "turbine-jetty", "100", 1, "ping_p99_ms", 1.5),
                new Row("ping", "turbine-jetty", "100", 2, "ping_p99_ms", 2.5),
                new Row("ping", "turbine-jetty", "100", 1, "missing", 0),
                new Row("else", "turbine-jetty", "100", 1, "missing", 1)));
        Files.writeString(docs.resolve("performance.md"), PAGE);
        Files.writeString(docs.resolve("performance/gone.svg"), "");

        PerformancePage.write(docs);

        String page = Files.readString(docs.resolve("performance.md"));
        assertThat(page)
                .startsWith("# Page\n\n<!-- begin: bars -->\n\n| bar |")
                .doesNotContain("old")
                .contains(
                        "| p99 of the answer to a ping (jetty) | ≤ 10 ms | 2 ms | yes |",
                        "-->\nbetween\n<!--",
                        "| turbine-jetty | 2 <sub>1.50–2.50</sub> |",
                        "0 everywhere, in every round: missing.",
                        "<!-- begin: start -->\n\nNot measured.\n\n<!-- end: start -->",
                        "### else")
                .endsWith("<!-- end: others -->\nafter\n");
        assertThat(docs.resolve("performance/ping-ping-p99-ms.svg")).exists();
        assertThat(docs.resolve("performance/gone.svg")).doesNotExist();
        PerformancePage.write(docs);
        assertThat(Files.readString(docs.resolve("performance.md"))).isEqualTo(page);
    }

    @Test
    void saysWhichMarkerHasNoEnd() {
        MarkedText text = new MarkedText("<!-- begin: ping -->\n");

        assertThatThrownBy(() -> text.replace("ping", "")).hasMessageContaining("<!-- end: ping -->");
    }
}
