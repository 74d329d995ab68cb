package dev.turbine.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of a command line: plain ones, and options that begin with two dashes and have a value each, unless they are flags. */
final class Words {
    private static final Set<String> FLAGS = Set.of("record");

    private final List<String> plain = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    private Words() {}

    static Words of(String... args) {
        Words words = new Words();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                words.plain.add(args[i]);
                continue;
            }
            String name = args[i].substring(2);
            boolean flag = FLAGS.contains(name);
            if (!flag && i + 1 == args.length) {
                throw new IllegalArgumentException("--" + name + " is an option without its value, or none at all");
            }
            words.options.put(name, flag ? "" : args[++i]);
        }
        if (words.plain.isEmpty()) {
            throw new IllegalArgumentException("no scenario is named; list says which there are");
        }
        return words;
    }

    List<String> plain() {
        return List.copyOf(plain);
    }

    String first() {
        return plain.get(0);
    }

    /** The plain words, and those of the options that are there. */
    String typed(String... names) {
        List<String> typed = new ArrayList<>(plain);
        for (String name : names) {
            String value = options.get(name);
            if (value != null) {
                typed.addAll(List.of("--" + name, value));
            }
        }
        return String.join(" ", typed);
    }

    /** Takes an option out. */
    String value(String name, String absent) {
        String value = options.remove(name);
        return value == null ? absent : value;
    }

    boolean flag(String name) {
        return options.remove(name) != null;
    }

    @Nullable
    Path path(String name) {
        String value = options.remove(name);
        return value == null ? null : Path.of(value);
    }

    int number(String name, int absent, int most) {
        String value = value(name, Integer.toString(absent));
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    "--" + name + " wants a whole number from 1 to " + most + ", and not \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    /** Once every option that there is was taken out. */
    void checkAllUsed() {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("there is no option --"
                    + options.keySet().iterator().next() + "; --help lists those that there are");
        }
    }
}
