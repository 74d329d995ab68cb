package dev.turbine.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures depend on beside what is measured: the machine, the JVM, and everybody's version. */
final class Environment {
    private static final long KIBS_PER_GIB = 1 << 20;
    /** Jars that carry the versions, by whom they stand for. */
    private static final List<List<String>> JARS = List.of(
            List.of("Jetty", "jetty-server"),
            List.of("Undertow", "undertow-core"),
            List.of("Tomcat", "tomcat-embed-core"),
            List.of("CometD", "cometd-java-server-common"),
            List.of("Spring", "spring-websocket"),
            List.of("netty-socketio", "netty-socketio"),
            List.of("Vert.x", "vertx-core"));

    private final Map<String, String> properties = new LinkedHashMap<>();

    /** @param java whose properties are asked for */
    Environment(String java) {
        for (String line : output(java, "-XshowSettings:properties", "-version")) {
            String[] parts = line.strip().split(" = ", 2);
            if (parts.length == 2) {
                properties.put(parts[0], parts[1]);
            }
        }
    }

    /** As in {@code jdk17}. */
    String jdk() {
        return "jdk" + property("java.specification.version");
    }

    Map<String, String> describe(Machine machine) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        about.put("machine", machine());
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("Java", property("java.vm.name") + " " + property("java.vm.version"));
        about.put("options of the servers' JVM", String.join(" ", Machine.SERVER_OPTIONS));
        String jars = String.join(":", machine.classPaths().values());
        for (List<String> jar : JARS) {
            String versions = versions(jars, jar.get(1));
            if (!versions.isEmpty()) {
                about.put(jar.get(0), versions);
            }
        }
        return about;
    }

    /** A command, with the commit that it measures. */
    String run(String command) {
        return "bin/benchmark " + command + " at " + turbine();
    }

    /** More than one where class paths differ. */
    private static String versions(String jars, String name) {
        Matcher jar = Pattern.compile("/" + Pattern.quote(name) + "-(\\d[^/:]*)\\.jar")
                .matcher(jars);
        TreeSet<String> versions = new TreeSet<>();
        while (jar.find()) {
            versions.add(jar.group(1));
        }
        return String.join(", ", versions);
    }

    private String property(String name) {
        return properties.getOrDefault(name, "unknown");
    }

    private static String machine() {
        String model = value("/proc/cpuinfo", "model name");
        String memory = value("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return Runtime.getRuntime().availableProcessors() + " cores"
                + (model.isEmpty() ? "" : " of " + model)
                + (memory.isEmpty() ? "" : ", " + Math.round((double) Long.parseLong(memory) / KIBS_PER_GIB) + " GiB");
    }

    private static String value(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return ""; // another system
        }
    }

    /** Changes to the documentation do not count: results are written there. */
    private static String turbine() {
        List<String> version = output("git", "describe", "--always", "--tags");
        boolean changed =
                !output("git", "status", "--porcelain", "--", ".", ":!docs").isEmpty();
        return (version.isEmpty() ? "unknown" : version.get(0)) + (changed ? "+changes" : "");
    }

    private static List<String> output(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + all.get(0), e);
        }
    }
}
