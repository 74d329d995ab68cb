package dev.turbine.benchmark.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws one line for each subject, with its name at its end. */
final class LineChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 166;
    private static final int TOP = 66;
    private static final int BOTTOM = HEIGHT - 54;
    private static final int LABEL_HEIGHT = 15;

    private final Chart chart;
    private final Scale x;
    private final Scale y;
    private final Svg svg;

    private LineChart(Chart chart) {
        this.chart = chart;
        var numbers = chart.xs().stream().mapToDouble(Double::parseDouble);
        x = chart.logX() ? Scale.logOver(numbers) : Scale.linear(numbers);
        y = chart.logY() ? Scale.log(chart.values()) : Scale.linear(chart.values());
        svg = new Svg(WIDTH, HEIGHT, chart.title(), chart.description());
    }

    static String draw(Chart chart) {
        LineChart drawing = new LineChart(chart);
        drawing.axes();
        // Turbine last, so that it lies above the others.
        for (int i = chart.series().size() - 1; i >= 0; i--) {
            drawing.line(chart.series().get(i));
        }
        drawing.labels();
        return drawing.svg.end();
    }

    private void axes() {
        svg.text(20, 28, Svg.INK, "font-size=\"15\" font-weight=\"600\"", chart.title());
        String scale = chart.logY() ? " (log scale)" : "";
        svg.text(20, 48, Svg.QUIET, "", chart.yLabel() + scale + " · whiskers: lowest and highest round");
        for (double tick : y.ticks()) {
            svg.line(LEFT, down(tick), RIGHT, down(tick), tick == y.low() ? Svg.QUIET : Svg.GRID, 1);
            svg.text(LEFT - 8, down(tick) + 4, Svg.QUIET, "text-anchor=\"end\"", Figures.tick(tick));
        }
        for (double tick : x.ticks()) {
            svg.line(across(tick), BOTTOM, across(tick), BOTTOM + 4, Svg.QUIET, 1);
            svg.text(across(tick), BOTTOM + 18, Svg.QUIET, "text-anchor=\"middle\"", Figures.tick(tick));
        }
        String label = chart.xLabel() + (chart.logX() ? " (log scale)" : "");
        svg.text((LEFT + RIGHT) / 2.0, HEIGHT - 14, Svg.QUIET, "text-anchor=\"middle\"", label);
    }

    private void line(Series series) {
        Subjects.Style style = Subjects.style(series.subject());
        StringBuilder path = new StringBuilder();
        series.points().forEach((at, spread) -> {
            double place = across(Double.parseDouble(at));
            path.append(Svg.format("%s%.1f %.1f", path.isEmpty() ? "M" : " L", place, down(spread.median())));
            whisker(place, spread, style);
        });
        svg.path(path.toString(), style);
        series.points()
                .forEach((at, spread) -> svg.marker(across(Double.parseDouble(at)), down(spread.median()), style));
    }

    private void whisker(double place, Spread spread, Subjects.Style style) {
        double low = down(spread.min());
        double high = down(spread.max());
        if (low - high > 1) {
            svg.line(place, low, place, high, style.colour(), 1);
            svg.line(place - 3, low, place + 3, low, style.colour(), 1);
            svg.line(place - 3, high, place + 3, high, style.colour(), 1);
        }
    }

    /** The names stand where the lines end, moved apart where they would cover each other. */
    private void labels() {
        List<Series> byHeight = new ArrayList<>(chart.series());
        byHeight.sort(Comparator.comparingDouble(series -> down(last(series).median())));
        double[] places = new double[byHeight.size()];
        for (int i = 0; i < places.length; i++) {
            double wanted = down(last(byHeight.get(i)).median());
            places[i] = i == 0 ? wanted : Math.max(wanted, places[i - 1] + LABEL_HEIGHT);
        }
        double limit = BOTTOM;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], limit);
            limit = places[i] - LABEL_HEIGHT;
        }
        for (int i = 0; i < places.length; i++) {
            Series series = byHeight.get(i);
            Subjects.Style style = Subjects.style(series.subject());
            String look = style.strong() ? "font-weight=\"600\"" : "";
            svg.line(RIGHT + 6, down(last(series).median()), RIGHT + 16, places[i], style.colour(), 1);
            svg.marker(RIGHT + 22, places[i], style);
            svg.text(RIGHT + 32, places[i] + 4, style.strong() ? style.colour() : Svg.INK, look, series.subject());
        }
    }

    private static Spread last(Series series) {
        List<Spread> points = List.copyOf(series.points().values());
        return points.get(points.size() - 1);
    }

    private double across(double value) {
        return LEFT + x.at(value) * (RIGHT - LEFT);
    }

    private double down(double value) {
        return BOTTOM - y.at(value) * (BOTTOM - TOP);
    }
}
