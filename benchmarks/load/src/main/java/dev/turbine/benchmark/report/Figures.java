package dev.turbine.benchmark.report;

import java.util.Locale;

/** Numbers as a reader wants them: three digits that count, the same on every machine. */
final class Figures {
    private Figures() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e6) {
            return format("%,.0f", value);
        }
        if (size >= 1e9) {
            return format("%,.2f G", value / 1e9);
        }
        if (size >= 1e6) {
            return format("%,.2f M", value / 1e6);
        }
        return format(size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f", value);
    }

    static String exact(double value) {
        return format("%,.5f", value);
    }

    /** The median, and below it in small how far the rounds lie apart. */
    static String of(Spread spread) {
        String median = of(spread.median());
        String low = of(spread.min());
        String high = of(spread.max());
        return low.equals(high) ? median : median + " <sub>" + low + "–" + high + "</sub>";
    }

    /** A tick of an axis: as short as it can be. */
    static String tick(double value) {
        double size = Math.abs(value);
        if (size >= 1e9) {
            return trim(value / 1e9) + " G";
        }
        if (size >= 1e6) {
            return trim(value / 1e6) + " M";
        }
        return size >= 1000 ? format("%,.0f", value) : trim(value);
    }

    private static String trim(double value) {
        String text = format("%.6f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
