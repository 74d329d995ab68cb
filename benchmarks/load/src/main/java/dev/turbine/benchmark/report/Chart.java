package dev.turbine.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What a chart shows; {@link LineChart} and {@link BarChart} draw it. */
record Chart(String title, String xLabel, String yLabel, boolean logX, boolean logY, List<Series> series) {
    static Chart of(Medians medians, Scenario scenario, String metric, String title) {
        List<Series> all = new ArrayList<>();
        for (String subject : medians.subjects(scenario.id())) {
            Map<String, Spread> points = new LinkedHashMap<>();
            for (String x : medians.xs(scenario.id())) {
                medians.get(scenario.id(), subject, x, metric).ifPresent(spread -> points.put(x, spread));
            }
            if (!points.isEmpty()) {
                all.add(new Series(subject, points));
            }
        }
        return new Chart(title, scenario.x(), Metric.of(metric).title(), scenario.logX(), scenario.logs(metric), all);
    }

    /** A line needs an axis of numbers, and somewhere to go. */
    String draw() {
        boolean numbers = xs().stream().allMatch(Medians::isNumber);
        return numbers && xs().size() > 2 ? LineChart.draw(this) : BarChart.draw(this);
    }

    List<String> xs() {
        return series.stream()
                .flatMap(one -> one.points().keySet().stream())
                .distinct()
                .toList();
    }

    DoubleStream values() {
        return series.stream()
                .flatMap(one -> one.points().values().stream())
                .flatMapToDouble(spread -> DoubleStream.of(spread.min(), spread.median(), spread.max()));
    }

    /** The chart in words, for whoever does not see it. */
    String description() {
        StringBuilder text = new StringBuilder(yLabel + " by " + xLabel + ".");
        for (Series one : series) {
            text.append(' ').append(one.subject()).append(':');
            one.points()
                    .forEach((x, spread) -> text.append(' ')
                            .append(x)
                            .append(" = ")
                            .append(Figures.of(spread.median()))
                            .append(';'));
        }
        return text.toString();
    }
}
