package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How processes are started.
 *
 * @param java the {@code java} of servers and clients
 * @param classPaths what servers run on: this module's own, that of the peers, and those of commits, by their ids
 */
record Machine(String java, Map<String, String> classPaths) {
    static final String OWN = "own";
    static final String PEERS = "peers";

    /** A heap of one size, so that none is measured while it grows; beside it a JVM is as it comes. */
    static final List<String> SERVER_OPTIONS = List.of("-Xms1g", "-Xmx1g");

    Child server(Contender contender) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(SERVER_OPTIONS);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath(contender.classPath()),
                "dev.turbine.benchmark.subject.SubjectMain"));
        command.addAll(contender.subject());
        return new Child(command);
    }

    Child crowd(Contender contender, int port, Topology topology, int slow, int slowBytes) {
        return client(
                "CrowdMain",
                base(port),
                contender.dialect().name(),
                contender.token(),
                topology.text(),
                Integer.toString(slow),
                Integer.toString(slowBytes));
    }

    Child pinger(Contender contender, int port, long millis) {
        return client("PingMain", base(port), contender.token(), Long.toString(millis));
    }

    Child publisher(int port, int connections, long warmUpMillis, long millis) {
        return client(
                "HttpMain",
                base(port),
                Integer.toString(connections),
                Long.toString(warmUpMillis),
                Long.toString(millis));
    }

    private Child client(String main, String... arguments) {
        return new Child(Stream.concat(
                        Stream.of(
                                java,
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath(OWN),
                                "dev.turbine.benchmark.crowd." + main),
                        Stream.of(arguments))
                .collect(Collectors.toList()));
    }

    private String classPath(String name) {
        String classPath = classPaths.get(name);
        if (classPath == null) {
            throw new IllegalArgumentException("no class path is known for what is called " + name);
        }
        return classPath;
    }

    private static String base(int port) {
        return "http://127.0.0.1:" + port;
    }
}
