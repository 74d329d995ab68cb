package dev.turbine.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void medianIsTheMiddleOfTheRounds() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void groupsRoundsAndOrdersX() {
        Medians medians = Medians.of(List.of(
                new Row("fanout", "bare-jetty", "max", 1, "cpu_us", 9),
                new Row("fanout", "bare-jetty", "1000", 1, "cpu_us", 5),
                new Row("fanout", "bare-jetty", "50", 1, "cpu_us", 1),
                new Row("fanout", "turbine-jetty", "50", 1, "cpu_us", 4),
                new Row("fanout", "bare-jetty", "50", 2, "cpu_us", 3)));

        assertThat(medians.get("fanout", "bare-jetty", "50", "cpu_us")).contains(new Spread(2, 1, 3));
        assertThat(medians.get("fanout", "bare-jetty", "51", "cpu_us")).isEmpty();
        assertThat(medians.xs("fanout")).containsExactly("50", "1000", "max");
        assertThat(medians.subjects("fanout")).containsExactly("turbine-jetty", "bare-jetty");
    }
}
