package dev.turbine.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.tck.check.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/chaos} does at length: a node dies, one is frozen and NATS is killed, under load. */
@Tag("load")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShortRunTest {
    private static final Options OPTIONS = new Options(1, 100, 10, 5_000, 14, 1, false);

    private static final Plan PLAN = new Plan(List.of(
            new Fault(Fault.Kind.NODE_KILLED, 0, 2_000, 2_000),
            new Fault(Fault.Kind.NODE_FROZEN, 1, 6_000, 3_000),
            new Fault(Fault.Kind.NATS_KILLED, 0, 10_000, 1_000)));

    @Test
    void nothingIsLostInSilence(@TempDir Path directory) throws Exception {
        // Surefire's own class path is a jar that names the others, and only while it runs.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> server = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath,
                "dev.turbine.example.server.Main");

        Outcome outcome = new Run(OPTIONS, PLAN, server, directory, line -> {}).run();

        assertThat(outcome.isClean()).as(outcome.table() + outcome.verdict()).isTrue();
        assertThat(outcome.verdict().published(Event.Outcome.ACKED)).isGreaterThanOrEqualTo(5_010);
        assertThat(outcome.verdict().recovered()).isPositive();
    }
}
