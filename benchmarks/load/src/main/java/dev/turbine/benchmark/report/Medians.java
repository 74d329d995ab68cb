package dev.turbine.benchmark.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rows of a file, grouped: what the rounds measured of one thing is one {@link Spread}. */
public final class Medians {
    private final Map<Cell, Spread> cells = new LinkedHashMap<>();

    /** What is measured in each round. */
    record Cell(String scenario, String subject, String x, String metric) {}

    private Medians() {}

    public static Medians of(List<Row> rows) {
        Map<Cell, List<Double>> values = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = new Cell(row.scenario(), row.subject(), row.x(), row.metric());
            values.computeIfAbsent(cell, absent -> new ArrayList<>()).add(row.value());
        }
        Medians medians = new Medians();
        values.forEach((cell, rounds) -> medians.cells.put(cell, Spread.of(rounds)));
        return medians;
    }

    public Optional<Spread> get(String scenario, String subject, String x, String metric) {
        return Optional.ofNullable(cells.get(new Cell(scenario, subject, x, metric)));
    }

    List<String> scenarios() {
        return cells.keySet().stream().map(Cell::scenario).distinct().toList();
    }

    /** In an order that is the same for all scenarios, so that tables can be compared. */
    List<String> subjects(String scenario) {
        return distinct(scenario, Cell::subject).stream()
                .sorted(Comparator.comparingInt(Subjects::rank).thenComparing(subject -> subject))
                .toList();
    }

    List<String> metrics(String scenario) {
        return distinct(scenario, Cell::metric).stream()
                .sorted(Comparator.comparingInt(Metric::rank))
                .toList();
    }

    /** Numbers first, the smallest first; then words, as they came. */
    List<String> xs(String scenario) {
        return distinct(scenario, Cell::x).stream()
                .sorted(Comparator.comparing(Medians::number))
                .toList();
    }

    static boolean isNumber(String x) {
        return x.matches("\\d+(\\.\\d+)?");
    }

    private static BigDecimal number(String x) {
        return isNumber(x) ? new BigDecimal(x) : BigDecimal.valueOf(Long.MAX_VALUE);
    }

    private List<String> distinct(String scenario, Function<Cell, String> part) {
        return cells.keySet().stream()
                .filter(cell -> cell.scenario().equals(scenario))
                .map(part)
                .distinct()
                .toList();
    }
}
