package dev.turbine.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bundled server in a process of its own, always on the same port; for one thread at a time. */
final class NodeProcess implements AutoCloseable {
    private final ProcessBuilder builder;
    private final URI address;
    private @Nullable Process process;

    /** @param log gets what it writes, over all of its starts */
    NodeProcess(List<String> command, Map<String, String> environment, int port, Path log) {
        builder = builder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("TURBINE_HOST", "127.0.0.1");
        builder.environment().put("TURBINE_PORT", Integer.toString(port));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        address = URI.create("http://127.0.0.1:" + port);
    }

    /** Without what this process was told about a server. */
    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TURBINE_") || name.startsWith("NATS_"));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder;
    }

    /** Returns before it takes connections. */
    void start() {
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    URI address() {
        return address;
    }

    /** As a crash would end it. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    void signal(String name) throws InterruptedException {
        if (process == null) {
            throw new IllegalStateException("is not running");
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
