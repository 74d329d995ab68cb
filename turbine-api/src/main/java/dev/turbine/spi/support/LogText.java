package dev.turbine.spi.support;

/** Text from outside, made fit for a line of a log. */
public final class LogText {
    private static final int MAX_LENGTH = 256;

    private LogText() {}

    /** Escapes whatever is not printable, line ends, controls and changes of direction among it, and cuts what is long. */
    public static String escape(String text) {
        StringBuilder line = new StringBuilder();
        int end = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '\\' || Character.isLetterOrDigit(c)) {
                line.append(c);
            } else {
                line.append(String.format("\\u%04x", (int) c));
            }
        }
        return end < text.length() ? line + "…" : line.toString();
    }
}
