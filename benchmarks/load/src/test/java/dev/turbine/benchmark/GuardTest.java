package dev.turbine.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.benchmark.report.Medians;
import dev.turbine.benchmark.report.ResultFile;
import dev.turbine.benchmark.report.Row;
import dev.turbine.benchmark.subject.Topology;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Notices in a build when a delivery costs a multiple of what it should, such as for a lock, a copy or a write too many. It
 * measures for a short while on a machine of which nothing is known, so it holds nothing against a clock, but processor
 * time against that of another server, measured in turn.
 */
@Tag("load")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {
    /** Figures lie between 0.8 and 1.6; the first writes of a JVM and a machine that is busy may double them. */
    private static final double MOST_OVER_FLOOR = 4;

    /** Figures lie around 1: nearly all of it is writing, a frame each, which both do alike. */
    private static final double MOST_OVER_BARE = 2;

    private static final String GUARD = "guard";
    private static final Contender FLOOR = Contender.floor(16);
    private static final long MILLIS = 1000;
    private static final long WARM_UP_MILLIS = 800;

    private Medians medians = Medians.of(List.of());

    @BeforeAll
    void measure(@TempDir Path directory) {
        // Surefire's own class path is a jar that names the others, and only while it runs.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ResultFile file = ResultFile.open(directory.resolve("guard.csv"));
        Lab lab = new Lab(
                new Machine(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Map.of(Machine.OWN, classPath)),
                new Results(file, "guard", System.out),
                2,
                MILLIS,
                WARM_UP_MILLIS,
                new Cast(Pattern.compile(".*"), List.of(), List.of()));
        Contender jetty = Contender.turbine("jetty");
        Contender undertow = Contender.turbine("undertow");
        lab.run(
                GUARD,
                Topology.oneChannel(1000),
                List.of(
                        Trial.most(FLOOR),
                        Trial.most(jetty),
                        Trial.most(undertow),
                        Trial.at(jetty, 50),
                        Trial.at(undertow, 50),
                        Trial.at(Contender.bare("jetty"), 50),
                        Trial.at(Contender.bare("undertow"), 50)));
        medians = file.medians();
        assertThat(values("missing", file.rows())).hasSize(14).containsOnly(0.0);
        // At saturation a server may drop some, and say so.
        List<Row> few = file.rows().stream().filter(row -> row.x().equals("50")).toList();
        assertThat(values("dropped", few)).hasSize(8).containsOnly(0.0);
    }

    private static List<Double> values(String metric, List<Row> rows) {
        return rows.stream()
                .filter(row -> row.metric().equals(metric))
                .map(Row::value)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow"})
    void atSaturationADeliveryCostsLittleMoreThanAWriteOfSixteen(String transport) {
        assertThat(cpu("turbine-" + transport, "max") / cpu(FLOOR.name(), "max"))
                .isBetween(0.0, MOST_OVER_FLOOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow"})
    void atALowRateADeliveryCostsWhatABareOneCosts(String transport) {
        assertThat(cpu("turbine-" + transport, "50") / cpu("bare-" + transport, "50"))
                .isBetween(0.0, MOST_OVER_BARE);
    }

    private double cpu(String subject, String x) {
        return medians.get(GUARD, subject, x, "cpu_us").orElseThrow().median();
    }
}
