package dev.turbine.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** When, where and with what a run was made. */
final class Surroundings {
    private static final long KIBS_PER_GIB = 1 << 20;

    private Surroundings() {}

    /** Rows of a table. */
    static String table(Options options, String natsServer) throws IOException {
        return List.of(
                        row("date", LocalDate.now(ZoneOffset.UTC).toString()),
                        row("machine", machine()),
                        row("system", System.getProperty("os.name") + " " + System.getProperty("os.version")),
                        row("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")),
                        row("NATS", output(natsServer, "--version")),
                        row("Turbine", turbine()),
                        row("command", "`" + options.command() + "`"))
                .stream()
                .collect(Collectors.joining("\n", "| the run | |\n|---|---|\n", "\n"));
    }

    private static String row(String name, String value) {
        return "| " + name + " | " + value + " |";
    }

    private static String machine() throws IOException {
        String memory = value("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        String model = value("/proc/cpuinfo", "model name");
        return Runtime.getRuntime().availableProcessors() + " cores"
                + (model.isEmpty() ? "" : " of " + model)
                + (memory.isEmpty() ? "" : ", " + Math.round((double) Long.parseLong(memory) / KIBS_PER_GIB) + " GiB");
    }

    /** Empty on a system that has no such file. */
    private static String value(String file, String key) throws IOException {
        if (!Files.exists(Path.of(file))) {
            return "";
        }
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The commit; what has changed in the documentation does not count, for results are written there. */
    private static String turbine() throws IOException {
        boolean changed =
                !output("git", "status", "--porcelain", "--", ".", ":!docs").isEmpty();
        return output("git", "describe", "--always", "--tags") + (changed ? ", with changes" : "");
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
