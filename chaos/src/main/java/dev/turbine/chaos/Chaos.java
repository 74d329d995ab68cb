package dev.turbine.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command {@code bin/chaos}, which says how it is used, and what it is given beside its options. */
final class Chaos {
    private static final Path PAGE = Path.of("docs", "nothing-lost.md");
    private static final String CHANNEL = "room-";

    private Chaos() {}

    /** The name of a channel, by its number from 0. */
    static String channel(int number) {
        return CHANNEL + number;
    }

    static int number(String channel) {
        return Integer.parseInt(channel.substring(CHANNEL.length()));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(List.of(arguments), new Random().nextInt(1_000_000));
        } catch (IllegalArgumentException wrong) {
            System.err.println("bin/chaos: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        List<String> server = List.of(System.getProperty("chaos.server").split(" "));
        Path directory = Files.createTempDirectory("turbine-chaos.");
        say("seed " + options.seed() + "; journals, logs and stores are in " + directory);
        Plan plan = Plan.of(
                new Random(options.seed()),
                TimeUnit.SECONDS.toMillis(options.seconds()),
                Installation.NODES,
                options.servers());
        plan.faults().forEach(fault -> say("planned: " + fault));
        try {
            Outcome outcome = new Run(options, plan, server, directory, Chaos::say).run();
            end(options, outcome, directory);
        } catch (IllegalStateException | AssertionError broken) {
            say("there is nothing to judge: " + broken.getMessage());
            System.exit(2);
        }
    }

    private static void end(Options options, Outcome outcome, Path directory) throws IOException {
        String run = Surroundings.table(options, System.getProperty("chaos.nats"));
        System.out.println("\n" + run + "\n" + outcome.table());
        System.out.println(outcome.verdict());
        if (options.record()) {
            new Page(PAGE).replace("servers-" + options.servers(), run + "\n" + outcome.table());
        }
        if (outcome.isClean()) {
            delete(directory);
        }
        System.exit(outcome.isClean() ? 0 : 1);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void say(String line) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }
}
