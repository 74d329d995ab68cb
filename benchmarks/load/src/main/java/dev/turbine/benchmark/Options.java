package dev.turbine.benchmark;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for on the command line.
 *
 * @param java the {@code java} of servers and clients
 * @param record whether results are those that the page of figures shows
 * @param commits ids of the two that are compared, if any are
 * @param builds where the jars of each commit lie, in a directory that is named by its id
 * @param peers class path of the peers
 * @param command what results are from: without paths and keys, for results are published
 */
record Options(
        Task task,
        List<Scenario> scenarios,
        String java,
        int rounds,
        int seconds,
        Pattern only,
        boolean record,
        @Nullable Path out,
        List<String> commits,
        Path builds,
        String peers,
        String command,
        List<Contender> guests) {
    /** What can be done. */
    enum Task {
        LIST,
        REPORT,
        MEASURE,
        COMPARE
    }

    private static final int MOST = 1000;
    private static final int MOST_PORT = 65_535;

    /** @throws IllegalArgumentException with a message for whoever has typed it */
    static Options parse(String... args) {
        Words words = Words.of(args);
        Task task = task(words.first());
        List<String> rest = words.plain()
                .subList(task == Task.MEASURE ? 0 : 1, words.plain().size());
        List<String> commits = List.of();
        if (task == Task.COMPARE) {
            if (rest.size() < 2 || rest.get(0).equals(rest.get(1))) {
                throw new IllegalArgumentException("compare wants two commits that differ, as in: compare HEAD~1 HEAD");
            }
            commits = rest.subList(0, 2);
            rest = rest.subList(2, rest.size());
        }
        if (task == Task.LIST || task == Task.REPORT) {
            words.checkNone(
                    "does not go with list and report, which measure nothing",
                    "java",
                    "rounds",
                    "seconds",
                    "only",
                    "out",
                    "server");
        }
        String command = words.typed("rounds", "seconds", "only");
        Options options = new Options(
                task,
                scenarios(task, rest),
                java(words.value("java", System.getProperty("java.home"))),
                words.number("rounds", 3, MOST),
                words.number("seconds", 4, MOST),
                pattern(words.value("only", ".*")),
                words.flag("record"),
                words.path("out"),
                commits,
                Path.of(words.value("builds", ".")),
                words.value("peers", ""),
                command,
                guests(words));
        options.check();
        return options;
    }

    private void check() {
        if ((task == Task.LIST || task == Task.REPORT) && !scenarios.isEmpty()) {
            throw new IllegalArgumentException("list and report are of all scenarios, and stand alone");
        }
        if (!guests.isEmpty() && !(task == Task.MEASURE && scenarios.equals(List.of(Scenario.FANOUT)))) {
            throw new IllegalArgumentException("a --server takes part in the scenario fanout, and in no other");
        }
        List<String> all = Contender.all().stream().map(Contender::name).toList();
        if (guests.isEmpty()
                && all.stream().noneMatch(name -> only.matcher(name).matches())) {
            throw new IllegalArgumentException(
                    "--only " + only + " is the name of nobody: there are " + String.join(", ", all));
        }
        if (record && (out != null || task != Task.MEASURE)) {
            throw new IllegalArgumentException(
                    "--record goes with scenarios, and without --out, for it names the file");
        }
    }

    private static Task task(String word) {
        return Stream.of(Task.LIST, Task.REPORT, Task.COMPARE)
                .filter(task -> task.name().toLowerCase(Locale.ROOT).equals(word))
                .findAny()
                .orElse(Task.MEASURE);
    }

    private static List<Scenario> scenarios(Task task, List<String> names) {
        if (names.isEmpty() && task != Task.MEASURE) {
            return task == Task.COMPARE ? List.of(Scenario.SATURATION, Scenario.FANOUT) : List.of();
        }
        if (names.equals(List.of("all"))) {
            return List.of(Scenario.values());
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (String name : names) {
            if (name.equals("all")) {
                throw new IllegalArgumentException("all is every scenario, and stands alone");
            }
            scenarios.add(Arrays.stream(Scenario.values())
                    .filter(scenario -> scenario.id().equals(name))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + name + "\" is no scenario: there are " + names() + ", and all for all of them")));
        }
        return scenarios;
    }

    private static String names() {
        return Arrays.stream(Scenario.values()).map(Scenario::id).collect(Collectors.joining(", "));
    }

    private static String java(String home) {
        Path java = Path.of(home, "bin", "java");
        if (!Files.isExecutable(java)) {
            throw new IllegalArgumentException("--java wants the home of a JDK: there is no " + java);
        }
        return java.toString();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only wants a regular expression: " + e.getMessage(), e);
        }
    }

    private static List<Contender> guests(Words words) {
        String command = words.value("server", "");
        if (command.isBlank()) {
            words.checkNone(
                    "is of another server, and needs --server, which starts it", "url", "dialect", "token", "api-key");
            return List.of();
        }
        String dialect = words.value("dialect", "turbine");
        String url = words.value("url", "");
        String token = words.value("token", "");
        String key = words.value("api-key", "devkey");
        if (!url.matches("http://(127\\.0\\.0\\.1|localhost):\\d{1,5}")
                || URI.create(url).getPort() > MOST_PORT) {
            throw new IllegalArgumentException(
                    "--url wants the address that the server listens at on this machine, as in http://127.0.0.1:8080");
        }
        return List.of(Contender.guest(dialect, URI.create(url).getPort(), token, key, command));
    }
}
