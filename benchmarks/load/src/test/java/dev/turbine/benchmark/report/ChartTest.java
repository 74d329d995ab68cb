package dev.turbine.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChartTest {
    private static final String TITLE = "<a> & \"b\" 100%s";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isWellFormedAndEscapes(boolean log) throws Exception {
        Chart lines = chart(log, Map.of("10", 0.0, "100", 5.0, "1000", 7.5));
        Chart bars = chart(log, Map.of("max", 5.0));

        for (String svg : List.of(lines.draw(), bars.draw(), LineChart.draw(chart(log, Map.of("1", 0.0))))) {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
            assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo(TITLE);
            assertThat(svg).doesNotContain("NaN", "Infinity", "<script");
        }
        assertThat(lines.draw()).contains("<path").isEqualTo(lines.draw());
        assertThat(bars.draw()).doesNotContain("<path");
    }

    @Test
    void scalesReachOverAllValues() {
        Scale linear = Scale.linear(DoubleStream.of(3, 9.1));
        Scale log = Scale.log(DoubleStream.of(0, 3, 700));

        assertThat(linear.ticks()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
        assertThat(log.ticks()).containsExactly(2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0);
        assertThat(log.at(0)).isZero();
        assertThat(log.at(1000)).isEqualTo(1);
    }

    private static Chart chart(boolean log, Map<String, Double> values) {
        Map<String, Spread> points = new LinkedHashMap<>();
        values.keySet().stream()
                .sorted()
                .forEach(x -> points.put(x, Spread.of(List.of(values.get(x), values.get(x) * 1.2))));
        Series series = new Series("turbine-<jetty>", points);
        return new Chart(TITLE, "x & y", "ms", log, log, List.of(series));
    }
}
