package dev.turbine.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script of what clients, publishers and the host do, and of what the server must answer. The notation is described in
 * {@code conversations/README.md}.
 *
 * @param name the file's name
 * @param title the first line of prose
 * @param settings what the server is started with, one setting each
 * @param steps what happens, in order
 */
public record Conversation(String name, String title, List<String> settings, List<Step> steps) {
    private static final Pattern LINE = Pattern.compile("(C|B|S|X|O)([1-9]?): ?(.*)|(P|H|R|T): ?(.*)|(--) ?(.*)");
    private static final Set<String> JOINED = Set.of("O", "H", "R");

    public Conversation {
        settings = List.copyOf(settings);
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param line the number of its first line in the script
     * @param mark what stands before the colon, without the client's number
     * @param client the client's number, 1 if none stands there, 0 if it is no client's step
     * @param text what stands behind the colon; several lines for {@code O}, {@code H} and {@code R}
     */
    public record Step(int line, String mark, int client, String text) {}

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException if a line is none of the notation; the message names it
     */
    public static Conversation parse(String name, String script) {
        String title = "";
        List<String> settings = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        int number = 0;
        String previous = "";
        for (String line : script.split("\n")) {
            number++;
            if (line.startsWith("# ") && title.isEmpty()) {
                title = line.substring(2);
            } else if (line.startsWith("! ") && steps.isEmpty()) {
                settings.add(line.substring(2));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Step step = step(name, number, line);
                boolean joins = JOINED.contains(step.mark()) && previous.equals(step.mark() + step.client());
                int last = steps.size() - 1;
                if (joins) {
                    Step first = steps.get(last);
                    steps.set(
                            last,
                            new Step(first.line(), first.mark(), first.client(), first.text() + "\n" + step.text()));
                } else {
                    steps.add(step);
                }
                previous = step.mark() + step.client();
                continue;
            }
            previous = "";
        }
        if (title.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException(name + ": a script has a title, \"# …\", and steps");
        }
        return new Conversation(name, title, settings, steps);
    }

    private static Step step(String name, int number, String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException(name + ":" + number + ": not a line of a conversation: " + line);
        }
        if (parts.group(1) != null) {
            String client = parts.group(2);
            return new Step(number, parts.group(1), client.isEmpty() ? 1 : Integer.parseInt(client), parts.group(3));
        }
        return parts.group(4) != null
                ? new Step(number, parts.group(4), 0, parts.group(5))
                : new Step(number, parts.group(6), 0, parts.group(7));
    }

    /** The scripts of the wire protocol, ordered by name. */
    public static List<Conversation> all() {
        try {
            URI folder = Conversation.class.getResource("conversations").toURI();
            if (!folder.getScheme().equals("jar")) {
                return read(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return read(jar.getPath("dev/turbine/tck/conversations"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the conversations", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Conversation> read(Path folder) throws IOException {
        List<Conversation> conversations = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                conversations.add(parse(file.getFileName().toString(), Files.readString(file)));
            }
        }
        return conversations;
    }
}
