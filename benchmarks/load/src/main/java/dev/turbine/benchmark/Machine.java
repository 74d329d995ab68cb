package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How processes are started.
 *
 * @param java the {@code java} of servers and clients
 * @param serverOptions of the servers' JVM
 * @param classPath of this module, for what is its own
 * @param peerClassPath of the module of the peers
 */
record Machine(String java, List<String> serverOptions, String classPath, String peerClassPath) {
    private static final String TOKEN = "token";

    Child server(Contender contender) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(serverOptions);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                contender.peer() ? peerClassPath : classPath,
                "dev.turbine.benchmark.subject.SubjectMain"));
        command.addAll(contender.subject());
        return new Child(command);
    }

    Child crowd(Contender contender, int port, Topology topology, int slow, int slowBytes) {
        return client(
                "CrowdMain",
                base(port),
                contender.dialect().name(),
                TOKEN,
                topology.text(),
                Integer.toString(slow),
                Integer.toString(slowBytes));
    }

    Child pinger(int port, long millis) {
        return client("PingMain", base(port), TOKEN, Long.toString(millis));
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
                                classPath,
                                "dev.turbine.benchmark.crowd." + main),
                        Stream.of(arguments))
                .collect(Collectors.toList()));
    }

    private static String base(int port) {
        return "http://127.0.0.1:" + port;
    }
}
