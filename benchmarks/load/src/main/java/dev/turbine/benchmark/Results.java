package dev.turbine.benchmark;

import dev.turbine.benchmark.report.Progress;
import dev.turbine.benchmark.report.ResultFile;
import dev.turbine.benchmark.report.Row;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes what was measured: writes it to a file, and shows it.
 *
 * @param run the command, and what it measures
 */
record Results(ResultFile file, String run, PrintStream out) {
    /** Before the first result of a scenario: what an earlier run has measured goes. */
    void begin(Scenario scenario) {
        file.begin(scenario.id(), run);
        out.println("\n" + scenario.id() + ": " + scenario.about());
    }

    void add(String scenario, String subject, String x, int round, Map<String, Double> metrics) {
        List<Row> rows = new ArrayList<>();
        metrics.forEach((metric, value) -> rows.add(new Row(scenario, subject, x, round, metric, value)));
        file.append(rows);
        out.println(Progress.line(rows));
    }
}
