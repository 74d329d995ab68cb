package dev.turbine.tck.check;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the journals of processes: {@code java -cp … dev.turbine.tck.check.Judge journal…}. Prints what {@link Verdict}
 * says; ends with 0 if no promise was broken, 1 if one was, 2 if there is nothing to judge.
 */
public final class Judge {
    private Judge() {}

    /** Paths of journals; those that hold events of one client, in the order in which they were written. */
    public static void main(String[] paths) throws IOException {
        System.exit(
                judge(paths, new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)));
    }

    static int judge(String[] paths, PrintStream out) throws IOException {
        List<Event> events = new ArrayList<>();
        for (String path : paths) {
            events.addAll(Journal.read(Path.of(path)));
        }
        if (events.isEmpty()) {
            out.println("nothing to judge; usage: Judge journal...");
            return 2;
        }
        Verdict verdict = Checker.check(events);
        out.println(verdict);
        return verdict.isClean() ? 0 : 1;
    }
}
