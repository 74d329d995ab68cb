package dev.turbine.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Row ROW = new Row("fanout", "turbine-jetty@a1", "50", 1, "cpu_us", 4);

    @Test
    void setsTwoCommitsSideBySide() {
        Medians medians = Medians.of(List.of(
                ROW,
                new Row("fanout", "turbine-jetty@b2", "50", 1, "cpu_us", 3),
                new Row("fanout", "turbine-jetty@a1", "50", 1, "missing", 0),
                new Row("fanout", "turbine-undertow@a1", "50", 1, "cpu_us", 4)));

        assertThat(Comparison.table(medians, "a1", "b2").lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("scenario x subject metric a1 b2 ratio", "fanout 50 turbine-jetty cpu_us 4 3 0.750");
    }

    @Test
    void aLineSaysWhatWasMeasuredAndNotThatNothingWasLost() {
        List<Row> rows = List.of(ROW, new Row("fanout", "turbine-jetty@a1", "50", 1, "missing", 0));

        assertThat(Progress.line(rows)).endsWith("turbine-jetty@a1               50  cpu        4 µs");
    }
}
