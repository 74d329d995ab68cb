package dev.turbine.benchmark.report;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured on one JDK: lines {@code # key: value} about the machine and the run, then a row for each value.
 * Every change is written at once and replaces the file as a whole, so an interrupted run keeps what it had.
 *
 * <p>This class is not thread-safe.
 */
public final class ResultFile {
    private static final String RUN = "measured by ";

    private final Path path;
    private final Map<String, String> header = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    private ResultFile(Path path) {
        this.path = path;
    }

    /** Reads the file; one that does not exist has no rows, and is made with the first change. */
    public static ResultFile open(Path path) {
        ResultFile file = new ResultFile(path);
        try {
            if (Files.exists(path)) {
                Files.readAllLines(path).forEach(file::take);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(path + ": " + malformed.getMessage(), malformed);
        }
        return file;
    }

    /** The file's name without its ending, as a reader sees it: {@code JDK 17} for {@code jdk17.csv}. */
    public String title() {
        return id().replaceFirst("^jdk(\\d+)", "JDK $1");
    }

    String id() {
        return path.getFileName().toString().replaceFirst("\\.csv$", "");
    }

    public Path path() {
        return path;
    }

    public Map<String, String> header() {
        return Collections.unmodifiableMap(header);
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    public Medians medians() {
        return Medians.of(rows);
    }

    public void describe(Map<String, String> about) {
        header.putAll(about);
        save();
    }

    public void append(List<Row> measured) {
        rows.addAll(measured);
        save();
    }

    /**
     * Notes that a scenario is measured anew, and drops what an earlier run has measured of it.
     *
     * @param run the command, and what it measures
     */
    public void begin(String scenario, String run) {
        rows.removeIf(row -> row.scenario().equals(scenario));
        Map<String, String> before = new LinkedHashMap<>(header);
        before.forEach((key, value) -> {
            if (key.startsWith(RUN)) {
                List<String> others = new ArrayList<>(List.of(value.split(" ")));
                others.remove(scenario);
                put(key, others);
            }
        });
        List<String> measured =
                new ArrayList<>(List.of(header.getOrDefault(RUN + run, "").split(" ")));
        measured.remove("");
        measured.add(scenario);
        put(RUN + run, measured);
        save();
    }

    private void put(String key, List<String> scenarios) {
        if (scenarios.isEmpty()) {
            header.remove(key);
        } else {
            header.put(key, String.join(" ", scenarios));
        }
    }

    private void take(String line) {
        if (line.startsWith("#")) {
            String[] parts = line.substring(1).split(":", 2);
            header.put(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
        } else if (!line.isBlank() && !line.equals(Row.COLUMNS)) {
            rows.add(Row.parse(line));
        }
    }

    private void save() {
        List<String> lines = new ArrayList<>();
        header.forEach((key, value) -> lines.add("# " + key + ": " + value.replaceAll("\\s+", " ")));
        lines.add(Row.COLUMNS);
        rows.forEach(row -> lines.add(row.line()));
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(next, String.join("\n", lines) + "\n");
            Files.move(next, path, ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
