package dev.turbine.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that answers each line with a line, and what the operating system says of it. */
final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private ProcessHandle watched;
    private final BufferedReader out;
    private final Writer in;

    Child(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            process = builder.start();
            watched = process.toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** The words that follow {@code word} in the next line that begins with it. */
    List<String> read(String word) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                List<String> words = List.of(line.split(" "));
                if (words.get(0).equals(word)) {
                    return words.subList(1, words.size());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(
                process.info().commandLine().orElse("a process") + " has ended before it said " + word);
    }

    List<String> ask(String line, String word) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a process has ended", e);
        }
        return read(word);
    }

    /** Has another process, and those that it starts, be the one whose processor time counts. */
    void watch(long pid) {
        watched = ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
    }

    /** Processor time that was used, in user and kernel mode, in nanoseconds. */
    long cpuNanos() {
        return Stream.concat(Stream.of(watched), watched.descendants())
                .flatMap(handle -> handle.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }

    /** Memory that it occupies, in bytes. */
    long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the system does not tell how much memory a process occupies");
    }

    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
