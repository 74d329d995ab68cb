package dev.turbine.broker.nats;

import dev.turbine.tck.NatsServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node in a process of its own, which a test can kill. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final int number;
    private final URI base;
    private final List<Numbered> forwarded = new ArrayList<>();
    private final Thread reading = new Thread(this::read, "node-process-out");

    /** Starts it, and waits until it serves. */
    NodeProcess(int number, int channels, int perSecond, NatsServer server) {
        this.number = number;
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath(),
                NodeMain.class.getName(),
                Integer.toString(number),
                Integer.toString(channels),
                Integer.toString(perSecond),
                server.url());
        command.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            process = command.start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            base = URI.create(String.valueOf(out.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process", e);
        }
    }

    /** The tests themselves, and what they are run with: on modules here, on the class path there. */
    private static String classPath() {
        String name = NodeMain.class.getName().replace('.', '/') + ".class";
        String own =
                Objects.requireNonNull(NodeMain.class.getResource("/" + name)).getPath();
        String tests = own.substring(0, own.length() - name.length());
        return Stream.of(tests, System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    URI base() {
        return base;
    }

    /** Lets it publish. */
    void begin() {
        reading.start();
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            String line;
            while ((line = out.readLine()) != null) {
                String[] parts = line.split(" ");
                forwarded.add(new Numbered(number, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 0));
            }
        } catch (IOException | NumberFormatException e) {
            // it was killed in the middle of a line
        }
    }

    /** Ends it at once. Returns what it has told before of its publications: these were forwarded. */
    List<Numbered> kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
            reading.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return forwarded;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
