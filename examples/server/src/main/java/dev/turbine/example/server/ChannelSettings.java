package dev.turbine.example.server;

import static dev.turbine.example.server.Environment.quote;
import static dev.turbine.example.server.Environment.wrong;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.TurbineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code TURBINE_CHANNELS}: entries of a pattern and options, separated by semicolons. */
final class ChannelSettings {
    private static final String VARIABLE = "TURBINE_CHANNELS";
    private static final String EXAMPLE = "chat:* history=100 ttl=5m; prices:* overflow=conflate";

    /** What stands in place of a pattern where that was forgotten. */
    private static final Pattern OPTION = Pattern.compile("(history|ttl|overflow)=.*|presence|join-leave");

    private ChannelSettings() {}

    /** @throws TurbineException if an entry is wrong; the message names it */
    static Map<String, ChannelOptions> from(Environment environment) {
        Map<String, ChannelOptions> channels = new LinkedHashMap<>();
        if (!environment.has(VARIABLE)) {
            return channels;
        }
        for (String text : environment.text(VARIABLE, "").split(";")) {
            String entry = text.strip();
            if (!entry.isEmpty()) {
                add(entry, channels);
            }
        }
        return channels;
    }

    private static void add(String entry, Map<String, ChannelOptions> channels) {
        String[] parts = entry.split("\\s+", 2);
        String pattern = parts[0];
        if (OPTION.matcher(pattern).matches()) {
            throw wrong(VARIABLE, entry, "begins with an option: write in front of it whose it is, as in " + EXAMPLE);
        }
        if (parts.length < 2) {
            throw wrong(VARIABLE, entry, "has no options: write them behind it, as in " + EXAMPLE);
        }
        if (parts[1].contains(",")) {
            throw wrong(
                    VARIABLE, entry, "has a comma: blanks separate options, and semicolons entries, as in " + EXAMPLE);
        }
        try {
            ChannelOptions options = ChannelOptions.parse(parts[1]);
            Turbine.builder().channels(pattern, options); // knows what a pattern looks like
            if (channels.put(pattern, options) != null) {
                throw wrong(
                        VARIABLE, entry, "gives options to " + quote(pattern) + " for a second time: say all in one");
            }
        } catch (IllegalArgumentException e) {
            boolean others = parts[1].contains("*") || pattern.contains(",");
            throw wrong(
                    VARIABLE,
                    entry,
                    e.getMessage() + (others ? "; semicolons separate entries, as in " + EXAMPLE : ""));
        }
    }

    /** For the log: every entry with all that is in effect. */
    static String text(Map<String, ChannelOptions> channels) {
        return channels.entrySet().stream()
                .map(entry -> quote(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
