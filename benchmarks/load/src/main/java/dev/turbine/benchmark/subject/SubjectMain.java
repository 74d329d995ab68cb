package dev.turbine.benchmark.subject;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The process of a server that is measured: starts it, says {@code ready} with its port and its process id, and does what the lines of its standard input say. It ends with them.
 */
final class SubjectMain {
    private SubjectMain() {}

    /** Name of a class that is a {@link Subject}, and its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> arguments = Arrays.asList(args).subList(1, args.length);
        try (Subject subject =
                (Subject) Class.forName(args[0]).getConstructor(List.class).newInstance(arguments)) {
            out.println("ready " + subject.port() + " " + subject.pid());
            Publisher publisher = new Publisher(subject);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                out.println(
                        switch (words[0]) {
                            case "publish" -> publish(words, publisher);
                            case "dropped" -> "dropped " + subject.dropped();
                            case "heap" -> "heap " + usedHeap();
                            default -> throw new IllegalArgumentException(line);
                        });
            }
        }
        System.exit(0); // some servers leave threads behind
    }

    /** Rate, milliseconds, bytes, topology. */
    private static String publish(String[] words, Publisher publisher) {
        publisher.run(
                Double.parseDouble(words[1]),
                Long.parseLong(words[2]),
                Integer.parseInt(words[3]),
                Topology.parse(words[4]));
        return "published " + publisher.publications() + " " + publisher.deliveries();
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
