package dev.turbine.tck;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server makes up, such as an epoch, under the names that a conversation gives it where it occurs first. */
final class Captures {
    private static final Pattern NAME = Pattern.compile("<(epoch|client) (\\w+)>");
    private static final String VALUE = "([A-Za-z0-9._:/-]{8,100})";

    private final Map<String, String> values = new HashMap<>();

    /** Puts in what is known already. */
    String fill(String text) {
        return NAME.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(), found.group())));
    }

    /** What is expected, with names that occur for the first time taken from what has come, if the rest agrees. */
    String complete(String expected, String actual) {
        String known = fill(expected);
        Matcher unknown = NAME.matcher(known);
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        while (unknown.find()) {
            pattern.append(Pattern.quote(known.substring(end, unknown.start()))).append(VALUE);
            end = unknown.end();
        }
        Matcher match =
                Pattern.compile(pattern + Pattern.quote(known.substring(end))).matcher(actual);
        if (end > 0 && match.matches()) {
            unknown.reset();
            for (int i = 1; unknown.find(); i++) {
                values.put(unknown.group(), match.group(i));
            }
        }
        return fill(known);
    }
}
