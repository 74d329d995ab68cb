package dev.turbine.benchmark.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * One measured value.
 *
 * @param x the scenario's variable: a number, or a word such as {@code max}
 * @param metric what was measured; its end is the unit, as in {@code p99_ms}
 */
public record Row(String scenario, String subject, String x, int round, String metric, double value) {
    static final String COLUMNS = "scenario,subject,x,round,metric,value";

    private static final Pattern WORD = Pattern.compile("[\\w.+@-]+");
    private static final MathContext DIGITS = new MathContext(9);

    public Row {
        for (String word : new String[] {scenario, subject, x, metric}) {
            if (!WORD.matcher(word).matches()) {
                throw new IllegalArgumentException(
                        "\"" + word + "\" has something else than letters, digits, _ . + @ -");
            }
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric + " of " + subject + " in " + scenario + " is " + value);
        }
    }

    static Row parse(String line) {
        String[] parts = line.split(",", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("\"" + line + "\" is not " + COLUMNS);
        }
        int round = Integer.parseInt(parts[3]);
        return new Row(parts[0], parts[1], parts[2], round, parts[4], Double.parseDouble(parts[5]));
    }

    String line() {
        String plain = value == 0
                ? "0"
                : BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
        return String.join(",", scenario, subject, x, Integer.toString(round), metric, plain);
    }
}
