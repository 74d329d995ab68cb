package dev.turbine.example.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server in a process of its own: from the class path of the tests, or from the jar that the system property {@code
 * turbine.server.jar} names.
 */
final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://[^\\], ]+");

    private final Process process;
    private final BufferedReader stderr;
    private final List<String> log = new ArrayList<>();

    private ServerProcess(Process process) {
        this.process = process;
        stderr = process.errorReader();
    }

    static ServerProcess start(Map<String, String> environment, String... arguments) throws IOException {
        String jar = System.getProperty("turbine.server.jar", "");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                jar.isEmpty()
                        ? List.of("-cp", System.getProperty("java.class.path"), Main.class.getName())
                        : List.of("-jar", jar));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TURBINE_") || name.startsWith("NATS_"));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("NATS_URL", "none"); // unless a test names one: tests join nobody else's nodes
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start());
    }

    /** Waits until the server says where it listens. */
    URI address() throws IOException {
        String line = line("http://");
        Matcher address = ADDRESS.matcher(line);
        if (!address.find()) {
            throw new IOException("no address in " + line);
        }
        return URI.create(address.group());
    }

    /** Sends SIGTERM. (The process's own {@code destroy} would also close what its log is read from.) */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for the end of the process. */
    int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + seconds + " s: " + log);
        }
        return process.exitValue();
    }

    /** Waits for a line on stderr that holds this text. */
    String line(String text) throws IOException {
        String line;
        while ((line = stderr.readLine()) != null) {
            log.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new IOException("ended without \"" + text + "\": " + log);
    }

    /** What was written to stderr, after the end of the process. */
    List<String> log() {
        return Stream.concat(log.stream(), stderr.lines()).toList();
    }

    /** What was written to stdout, after the end of the process. */
    List<String> output() {
        return process.inputReader().lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
