package dev.turbine.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Where a value lies on an axis, from 0 to 1, and which values are written there. */
record Scale(double low, double high, boolean log, List<Double> ticks) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** From 0 on, or else bars and slopes would show more than there is. */
    static Scale linear(DoubleStream values) {
        double top = values.max().orElse(1);
        double rough = (top > 0 ? top : 1) * 1.02 / 5;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = decade * 10;
        for (double candidate : STEPS) {
            if (candidate * decade >= rough * 0.9999) {
                step = candidate * decade;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        int count = (int) Math.ceil(top * 1.02 / step - 1e-9);
        for (int i = 0; i <= Math.max(count, 1); i++) {
            ticks.add(i * step);
        }
        return new Scale(0, ticks.get(ticks.size() - 1), false, ticks);
    }

    /** From the first to the last of what was measured at, with a tick at each that has room for its number. */
    static Scale logOver(DoubleStream values) {
        double[] sorted = values.filter(value -> value > 0).distinct().sorted().toArray();
        if (sorted.length < 2) {
            return log(DoubleStream.of(sorted));
        }
        double least = sorted[0];
        double most = sorted[sorted.length - 1];
        double margin = Math.pow(most / least, 0.05);
        List<Double> ticks = new ArrayList<>();
        double room = Math.pow(most / least, 0.08);
        for (double value : sorted) {
            if (ticks.isEmpty() || value / ticks.get(ticks.size() - 1) >= room) {
                ticks.add(value);
            }
        }
        return new Scale(least / margin, most * margin, true, ticks);
    }

    /** Ticks at 1, 10, 100…, with 2 and 5 between them where there is room. What is not above 0 lies at the low end. */
    static Scale log(DoubleStream values) {
        double[] positive = values.filter(value -> value > 0).sorted().toArray();
        double least = positive.length == 0 ? 1 : positive[0];
        double most = positive.length == 0 ? 10 : positive[positive.length - 1];
        boolean fine = most / least < 2000;
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(least)) - 1; power <= Math.log10(most) + 1; power++) {
            for (double step : fine ? new double[] {1, 2, 5} : new double[] {1}) {
                ticks.add(power < 0 ? step / Math.pow(10, -power) : step * Math.pow(10, power));
            }
        }
        while (ticks.size() > 2 && ticks.get(1) < least * 0.98) {
            ticks.remove(0);
        }
        while (ticks.size() > 2 && ticks.get(ticks.size() - 2) >= most * 1.02) {
            ticks.remove(ticks.size() - 1);
        }
        return new Scale(ticks.get(0), ticks.get(ticks.size() - 1), true, ticks);
    }

    double at(double value) {
        double place = log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
        return Math.min(1, Math.max(0, place));
    }
}
