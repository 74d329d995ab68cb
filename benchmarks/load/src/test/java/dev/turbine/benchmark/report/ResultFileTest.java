package dev.turbine.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path path = folder.resolve("jdk17.csv");
        ResultFile written = ResultFile.open(path);
        written.describe(Map.of("machine", "2 cores\n(of: one)"));
        written.append(List.of(new Row("fanout", "floor-1", "50", 1, "cpu_us", 7.31)));
        written.append(List.of(new Row("idle", "floor-1", "max", 2, "rss_b", 123_456_789)));

        ResultFile read = ResultFile.open(path);

        assertThat(Files.readString(path)).isEqualTo("""
                # machine: 2 cores (of: one)
                scenario,subject,x,round,metric,value
                fanout,floor-1,50,1,cpu_us,7.31
                idle,floor-1,max,2,rss_b,123456789
                """);
        assertThat(read.header()).containsOnly(Map.entry("machine", "2 cores (of: one)"));
        assertThat(read.rows()).isEqualTo(written.rows());
        assertThat(read.title()).isEqualTo("JDK 17");
    }

    @Test
    void saysByWhichRunAScenarioWasMeasuredLast() {
        ResultFile file = ResultFile.open(folder.resolve("jdk17.csv"));
        file.begin("fanout", "all at a1");
        file.begin("idle", "all at a1");
        file.begin("fanout", "fanout at b2");

        assertThat(file.header())
                .isEqualTo(Map.of("measured by all at a1", "idle", "measured by fanout at b2", "fanout"));
        file.begin("idle", "idle at b2");
        assertThat(file.header()).doesNotContainKey("measured by all at a1");
    }

    @Test
    void forgetsWhatIsMeasuredAnew() {
        ResultFile file = ResultFile.open(folder.resolve("jdk17.csv"));
        Row kept = new Row("idle", "floor-1", "1", 1, "rss_b", 1);
        file.append(List.of(new Row("fanout", "floor-1", "50", 1, "cpu_us", 1), kept));

        file.begin("fanout", "again");

        assertThat(ResultFile.open(folder.resolve("jdk17.csv")).rows()).containsExactly(kept);
    }

    @Test
    void saysWhichLineIsMalformed() throws IOException {
        Path path = Files.writeString(folder.resolve("jdk17.csv"), "fanout,floor-1,50,1\n");

        assertThatThrownBy(() -> ResultFile.open(path)).hasMessageContainingAll("jdk17.csv", "fanout,floor-1,50,1");
    }

    @Test
    void takesNoValueThatIsNone() {
        assertThatThrownBy(() -> new Row("fanout", "floor-1", "50", 1, "cpu_us", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Row("fan,out", "floor-1", "50", 1, "cpu_us", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
