package dev.turbine.tck.check;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What publishers and clients saw, in memory or in a file of lines. Processes write one each; {@link Judge} reads them all.
 * Thread-safe: whoever writes the events of one client one after another has them in order.
 */
public final class Journal implements AutoCloseable {
    private final Object lock = new Object();
    private final List<Event> events = new ArrayList<>(); // guarded by lock; empty if there is a file
    private final @Nullable BufferedWriter file; // guarded by lock

    /** One in memory. */
    public Journal() {
        file = null;
    }

    /** One in a new file. */
    public Journal(Path path) throws IOException {
        file = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    }

    /** Writes an event. */
    public void add(Event event) {
        synchronized (lock) {
            if (file == null) {
                events.add(event);
                return;
            }
            try {
                file.write(EventText.write(event));
                file.write('\n');
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** What is in memory. */
    public List<Event> events() {
        synchronized (lock) {
            return List.copyOf(events);
        }
    }

    /** What is in memory, as a file would have it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        events().forEach(event -> text.append(EventText.write(event)).append('\n'));
        return text.toString();
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if a line is not an event; the last line of a process that was killed is let be, if
     *     its end is missing
     */
    public static List<Event> read(Path path) throws IOException {
        List<Event> events = new ArrayList<>();
        boolean whole = isWhole(path);
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                if (whole || next != null) {
                    events.add(EventText.read(line));
                }
                line = next;
            }
        }
        return events;
    }

    private static boolean isWhole(Path path) throws IOException {
        try (var channel = Files.newByteChannel(path)) {
            long size = channel.size();
            if (size == 0) {
                return true;
            }
            var last = java.nio.ByteBuffer.allocate(1);
            channel.position(size - 1).read(last);
            return last.get(0) == '\n';
        }
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            if (file != null) {
                file.close();
            }
        }
    }
}
