package dev.turbine.benchmark;

import dev.turbine.benchmark.report.Comparison;
import dev.turbine.benchmark.report.PerformancePage;
import dev.turbine.benchmark.report.ResultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command {@code bin/benchmark}, which says how it is used. */
final class Benchmark {
    private static final Path DOCS = Path.of("docs");
    private static final Path SCRATCH = Path.of("benchmarks", "target");

    private Benchmark() {}

    public static void main(String[] args) throws IOException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark: " + e.getMessage());
            System.exit(2);
            return;
        }
        switch (options.task()) {
            case LIST -> {
                for (Scenario scenario : Scenario.values()) {
                    System.out.printf("%-11s %s%n", scenario.id(), scenario.about());
                }
            }
            case REPORT -> PerformancePage.write(DOCS);
            case MEASURE -> {
                ResultFile file = measure(options);
                if (options.record()) {
                    PerformancePage.write(DOCS);
                }
                System.out.println("\nResults are in " + file.path() + ".");
            }
            case COMPARE -> {
                List<String> commits = options.commits();
                ResultFile file = measure(options);
                System.out.println("\n" + Comparison.table(file.medians(), commits.get(0), commits.get(1)));
            }
        }
    }

    private static ResultFile measure(Options options) {
        Environment environment = new Environment(options.java());
        Machine machine = new Machine(options.java(), classPaths(options));
        ResultFile file = ResultFile.open(file(options, environment.jdk()));
        file.describe(environment.describe(machine));
        long millis = options.seconds() * 1000L;
        Lab lab = new Lab(
                machine,
                new Results(file, environment.run(options.command()), System.out),
                options.rounds(),
                millis,
                millis,
                new Cast(options.only(), options.commits(), options.guests()));
        for (Scenario scenario : options.scenarios()) {
            lab.results().begin(scenario);
            scenario.run(lab);
        }
        return file;
    }

    private static Path file(Options options, String jdk) {
        Path out = options.out();
        if (out != null) {
            return out;
        }
        String name = options.commits().isEmpty() ? jdk : "compare-" + String.join("-", options.commits());
        return (options.record() ? DOCS.resolve("performance") : SCRATCH).resolve(name + ".csv");
    }

    private static Map<String, String> classPaths(Options options) {
        String own = System.getProperty("java.class.path");
        Map<String, String> classPaths = new LinkedHashMap<>();
        classPaths.put(Machine.OWN, own);
        if (!options.peers().isEmpty()) {
            classPaths.put(Machine.PEERS, options.peers());
        }
        // Turbine's jars of the commit take the place of those of today; what measures is of today.
        String others = Stream.of(own.split(":"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("turbine-"))
                .collect(Collectors.joining(":"));
        options.commits().forEach(commit -> {
            Path jars = options.builds().resolve(commit);
            try (Stream<Path> files = Files.list(jars)) {
                classPaths.put(
                        commit, files.map(Path::toString).sorted().collect(Collectors.joining(":")) + ":" + others);
            } catch (IOException e) {
                throw new UncheckedIOException("there are no jars of commit " + commit + " in " + jars, e);
            }
        });
        return classPaths;
    }
}
