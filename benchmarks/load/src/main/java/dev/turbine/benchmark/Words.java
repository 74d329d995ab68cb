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
    private static final Set<String> VALUED = Set.of(
            "java", "rounds", "seconds", "only", "out", "server", "url", "dialect", "token", "api-key", "builds",
            "peers");

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
            if (!flag && !VALUED.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no option --" + name + "; --help lists those that there are");
            }
            if (words.options.containsKey(name)) {
                throw new IllegalArgumentException("--" + name + " is given twice");
            }
            if (!flag && (i + 1 == args.length || args[i + 1].startsWith("--"))) {
                throw new IllegalArgumentException("--" + name + " needs a value behind it");
            }
            words.options.put(name, flag ? "" : args[++i]);
        }
        if (words.plain.isEmpty()) {
            throw new IllegalArgumentException("no scenario is named; bin/benchmark list says which there are");
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

    /** Refuses options of a use that this is not; to be called before they are taken out. */
    void checkNone(String reason, String... names) {
        for (String name : names) {
            if (options.containsKey(name)) {
                throw new IllegalArgumentException("--" + name + " " + reason);
            }
        }
    }
}
