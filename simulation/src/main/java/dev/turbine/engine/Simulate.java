package dev.turbine.engine;

import dev.turbine.tck.check.Verdict;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs worlds from seeds; {@code bin/simulate} says how. */
final class Simulate {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Simulate() {}

    /** {@code seed N [journal]}, or {@code seeds FIRST COUNT}, as {@code bin/simulate} has checked them. */
    public static void main(String[] args) {
        if (args[0].equals("seed")) {
            try {
                System.exit(replay(Long.parseLong(args[1]), args.length > 2 ? Path.of(args[2]) : null) ? 0 : 1);
            } catch (IOException unwritten) {
                System.err.println("bin/simulate: cannot write the journal: " + unwritten);
                System.exit(2);
            }
        }
        long first = Long.parseLong(args[1]);
        long count = Long.parseLong(args[2]);
        SimTally tally = new SimTally();
        tally.run(first, seed -> seed < first + count && tally.failures() < 5);
        OUT.println(tally);
        System.exit(tally.failures() == 0 ? 0 : 1);
    }

    private static boolean replay(long seed, @Nullable Path journal) throws IOException {
        SimWorld world = new SimWorld(seed);
        OUT.println(world.config);
        if (Boolean.getBoolean("simulation.trace")) {
            world.trace = OUT::println;
        }
        try {
            Verdict verdict = world.run();
            OUT.println(verdict);
            return verdict.isClean();
        } catch (RuntimeException | AssertionError failure) {
            failure.printStackTrace(OUT);
            return false;
        } finally {
            if (journal != null) {
                Files.writeString(journal, world.journal.text());
            }
        }
    }
}
