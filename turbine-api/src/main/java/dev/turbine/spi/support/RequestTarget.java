package dev.turbine.spi.support;

import java.util.regex.Pattern;

/** What a request names, before anything of it is decoded. */
public final class RequestTarget {
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "//|;|\\\\|/\\.{1,2}(/|$)|%(2e|2f|5c|3b|0.|1.|7f)|[\\x00-\\x20\\x7f]", Pattern.CASE_INSENSITIVE);

    private RequestTarget() {}

    /**
     * Whether everybody reads a path alike. Where it has encoded slashes or dots, dot segments, empty segments, parameters behind a
     * semicolon, or control characters, a filter before Turbine and Turbine may see different paths: that is answered with 400.
     *
     * @param rawPath the path as it was sent, not decoded, without the query
     */
    public static boolean isPlain(String rawPath) {
        return rawPath.startsWith("/") && !AMBIGUOUS.matcher(rawPath).find();
    }
}
