package dev.turbine.benchmark.report;

import java.util.List;

/** Draws one bar for each subject, below each other, and a group of them for each x. */
final class BarChart {
    private static final int WIDTH = 760;
    private static final int LEFT = 156;
    private static final int RIGHT = WIDTH - 90;
    private static final int TOP = 66;
    private static final int BAR = 18;
    private static final int STEP = 25;
    private static final int HEADING = 26;
    /** Keeps the grid away from a number. */
    private static final String HALO = "paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"4\"";

    private final Chart chart;
    private final Scale scale;
    private final List<String> xs;
    private final int bottom;
    private final Svg svg;

    private BarChart(Chart chart) {
        this.chart = chart;
        scale = chart.logY() ? Scale.log(chart.values()) : Scale.linear(chart.values());
        xs = chart.xs();
        long bars = chart.series().stream()
                .mapToLong(series -> series.points().size())
                .sum();
        bottom = TOP + (int) bars * STEP + (xs.size() > 1 ? xs.size() * HEADING : 0) + 4;
        svg = new Svg(WIDTH, bottom + 52, chart.title(), chart.description());
    }

    static String draw(Chart chart) {
        BarChart drawing = new BarChart(chart);
        drawing.axes();
        drawing.bars();
        return drawing.svg.end();
    }

    private void axes() {
        svg.text(20, 28, Svg.INK, "font-size=\"15\" font-weight=\"600\"", chart.title());
        String where = xs.size() == 1 && Medians.isNumber(xs.get(0)) ? heading(xs.get(0)) + " · " : "";
        svg.text(20, 48, Svg.QUIET, "", where + "whiskers: lowest and highest round");
        for (double tick : scale.ticks()) {
            svg.line(across(tick), TOP - 4, across(tick), bottom, tick == scale.low() ? Svg.QUIET : Svg.GRID, 1);
            svg.text(across(tick), bottom + 16, Svg.QUIET, "text-anchor=\"middle\"", Figures.tick(tick));
        }
        String label = chart.yLabel() + (chart.logY() ? " (log scale)" : "");
        svg.text((LEFT + RIGHT) / 2.0, bottom + 38, Svg.QUIET, "text-anchor=\"middle\"", label);
    }

    private void bars() {
        double y = TOP;
        for (String x : xs) {
            if (xs.size() > 1) {
                svg.text(20, y + 17, Svg.QUIET, "font-weight=\"600\"", heading(x));
                y += HEADING;
            }
            for (Series series : chart.series()) {
                Spread spread = series.points().get(x);
                if (spread != null) {
                    bar(series.subject(), spread, y);
                    y += STEP;
                }
            }
        }
    }

    private void bar(String subject, Spread spread, double y) {
        Subjects.Style style = Subjects.style(subject);
        String weight = style.strong() ? " font-weight=\"600\"" : "";
        double middle = y + BAR / 2.0;
        double low = across(spread.min());
        double high = across(spread.max());
        svg.text(LEFT - 10, middle + 4, Svg.INK, "text-anchor=\"end\"" + weight, subject);
        svg.rect(LEFT, y, across(spread.median()) - LEFT, BAR, style.colour());
        if (high - low > 1) {
            whisker(low, high, middle, "#ffffff", 3);
            whisker(low, high, middle, Svg.INK, 1);
        }
        svg.text(high + 8, middle + 4, Svg.INK, HALO + weight, Figures.of(spread.median()));
    }

    private void whisker(double low, double high, double middle, String colour, double width) {
        svg.line(low, middle, high, middle, colour, width);
        svg.line(low, middle - 4, low, middle + 4, colour, width);
        svg.line(high, middle - 4, high, middle + 4, colour, width);
    }

    private String heading(String x) {
        return Medians.isNumber(x) ? Figures.tick(Double.parseDouble(x)) + " " + chart.xLabel() : x;
    }

    private double across(double value) {
        return LEFT + scale.at(value) * (RIGHT - LEFT);
    }
}
