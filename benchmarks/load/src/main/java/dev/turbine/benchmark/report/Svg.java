package dev.turbine.benchmark.report;

import java.util.Locale;

/** A picture as text: on a card of its own, so that it can be read on a page of any colour. */
final class Svg {
    static final String INK = "#1f2328";
    static final String QUIET = "#57606a";
    static final String GRID = "#d8dee4";

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title, String description) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-labelledby=\"title desc\" font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto,"
                        + " 'DejaVu Sans', sans-serif\" font-size=\"12\">",
                width, height, width, height);
        add("<title id=\"title\">%s</title>", escape(title));
        add("<desc id=\"desc\">%s</desc>", escape(description));
        add(
                "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\" stroke=\"%s\"/>",
                width - 1, height - 1, GRID);
    }

    /** @param look further attributes, such as {@code text-anchor="end"} */
    void text(double x, double y, String colour, String look, String content) {
        add("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" %s>%s</text>", x, y, colour, look, escape(content));
    }

    void line(double x1, double y1, double x2, double y2, String colour, double width) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.2f\"/>",
                x1, y1, x2, y2, colour, width);
    }

    void rect(double x, double y, double width, double height, String colour) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"%s\"/>",
                x, y, Math.max(width, 0), height, colour);
    }

    void path(String points, Subjects.Style style) {
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.2f\" stroke-linejoin=\"round\"%s/>",
                points,
                style.colour(),
                style.width(),
                style.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + style.dashes() + "\"");
    }

    void marker(double x, double y, Subjects.Style style) {
        double r = style.strong() ? 4.5 : 3.5;
        String shape = switch (style.marker()) {
            case 0 -> circle(r);
            case 1 -> polygon(r * 0.9, -1, -1, 1, -1, 1, 1, -1, 1);
            case 2 -> polygon(r * 1.2, 0, -1, 1, 0.8, -1, 0.8);
            case 3 -> polygon(r * 1.25, 0, -1, 1, 0, 0, 1, -1, 0);
            case 4 -> polygon(r * 1.2, 0, 1, 1, -0.8, -1, -0.8);
            default -> polygon(r * 1.1, -1, -0.35, 1, -0.35, 1, 0.35, -1, 0.35);
        };
        add("<g transform=\"translate(%.1f %.1f)\" fill=\"%s\" stroke=\"#ffffff\">%s</g>", x, y, style.colour(), shape);
    }

    String end() {
        return text + "</svg>\n";
    }

    static String escape(String content) {
        return content.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private void add(String pattern, Object... values) {
        text.append(format(pattern, values)).append('\n');
    }

    private static String circle(double radius) {
        return format("<circle r=\"%.1f\"/>", radius);
    }

    private static String polygon(double size, double... corners) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            points.append(format("%.2f,%.2f ", corners[i] * size, corners[i + 1] * size));
        }
        return "<polygon points=\"" + points.toString().strip() + "\"/>";
    }
}
