package dev.turbine.example.server;

import dev.turbine.api.TurbineException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Environment variables, read with the checks that all of them share. Not a record: its text would show secrets. */
final class Environment {
    private static final int MAX_QUOTED = 80;

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    boolean has(String name) {
        return variables.containsKey(name);
    }

    String text(String name, String byDefault) {
        String value = variables.getOrDefault(name, byDefault);
        if (value.isEmpty()) {
            throw new TurbineException(name + " is empty: give it a value, or do not set it");
        }
        return value;
    }

    int number(String name, int byDefault, int least, int most) {
        String value = text(name, Integer.toString(byDefault));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number out of range
        }
        throw wrong(name, value, "must be a whole number within " + least + " and " + most);
    }

    /** What stands between the commas, without the blanks around it. */
    List<String> list(String name, String byDefault) {
        return Arrays.stream(text(name, byDefault).split(",", -1))
                .map(String::strip)
                .toList();
    }

    List<String> unknown(String prefix, Set<String> known) {
        return variables.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !known.contains(name))
                .sorted()
                .map(Environment::printable)
                .toList();
    }

    /** Not for secrets: the message holds the value. */
    static TurbineException wrong(String name, String value, String accepted) {
        return new TurbineException(name + " is " + quote(value) + ": " + accepted);
    }

    static String quote(String value) {
        return '"' + printable(value) + '"';
    }

    /** One line at most, whatever was put in: controls and the like are escaped, what is long is cut. */
    private static String printable(String value) {
        StringBuilder line = new StringBuilder();
        value.chars().limit(MAX_QUOTED).forEach(c -> {
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                line.append((char) c);
            } else {
                line.append(String.format("\\u%04x", c));
            }
        });
        return value.length() > MAX_QUOTED ? line + "..." : line.toString();
    }
}
