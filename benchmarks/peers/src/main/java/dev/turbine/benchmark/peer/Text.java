package dev.turbine.benchmark.peer;

import java.nio.charset.StandardCharsets;

/** What is published, for peers that write a Java string as JSON themselves. */
final class Text {
    private Text() {}

    /** What stands between the quotes of a JSON string that escapes nothing. */
    static String unquoted(byte[] json) {
        return new String(json, 1, json.length - 2, StandardCharsets.UTF_8);
    }
}
