package dev.turbine.benchmark.report;

/** What a measured number is held against. An aim is reported, and nobody is promised it. */
record Limit(String sign, double value, String unit, boolean isAim) {
    static Limit atMost(double value, String unit) {
        return new Limit("≤", value, unit, false);
    }

    static Limit atLeast(double value, String unit) {
        return new Limit("≥", value, unit, false);
    }

    static Limit none() {
        return new Limit("=", 0, "", false);
    }

    Limit aim() {
        return new Limit(sign, value, unit, true);
    }

    boolean holds(double measured) {
        return switch (sign) {
            case "≤" -> measured <= value;
            case "≥" -> measured >= value;
            default -> measured == value;
        };
    }

    String text() {
        return (isAim ? "aim: " : "") + sign + " " + withUnit(Figures.tick(value));
    }

    /** With more digits where it would look like the limit, and is not. */
    String withUnit(double measured) {
        String text = Figures.of(measured);
        return withUnit(measured != value && text.equals(Figures.of(value)) ? Figures.exact(measured) : text);
    }

    private String withUnit(String number) {
        return number + (unit.isEmpty() || unit.equals("×") ? unit : " " + unit);
    }
}
