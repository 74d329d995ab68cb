package dev.turbine.tck;

import static dev.turbine.tck.Node.expect;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Compares an HTTP reply with the {@code R} lines of a conversation. */
final class ReplyMatch {
    private ReplyMatch() {}

    /**
     * @param expected status and body in the first line, where {@code *} for the body stands for an error of that status
     *     with any message; headers in the others, which hold when the value is among those sent
     */
    static void check(String[] expected, RawReply actual) {
        String[] start = expected[0].split(" ", 2);
        expect(start[0], Integer.toString(actual.status()));
        if (start.length > 1 && start[1].equals("*")) {
            checkError(actual);
        } else if (start.length > 1) {
            expect(start[1], actual.text());
        }
        if (actual.text().startsWith("{")) {
            checkHeader("Content-Type: application/json", actual);
        }
        Arrays.stream(expected).skip(1).forEach(header -> checkHeader(header, actual));
    }

    /** An error has the shape of the HTTP API's errors. */
    static void checkError(RawReply actual) {
        String shape = "\\{\"ok\":false,\"error\":\\{\"code\":" + actual.status() + ",\"message\":\"[^\"\\\\]+\"}}";
        if (!Pattern.matches(shape, actual.text())) {
            throw new AssertionError("not an error of status " + actual.status() + ": " + actual);
        }
    }

    private static void checkHeader(String line, RawReply actual) {
        String[] header = line.split(": ", 2);
        List<String> values = actual.header(header[0]);
        boolean sent = values.stream()
                .flatMap(value -> Arrays.stream(value.split("[,;]")))
                .anyMatch(value -> value.strip().equalsIgnoreCase(header[1]));
        if (!sent) {
            throw new AssertionError("expected " + line + " in " + actual);
        }
    }
}
