package dev.turbine.example.server;

import static dev.turbine.example.server.ServerClient.publication;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.tck.NatsServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/cluster}, with the classes of this build in place of the jar, which is made later. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterTest {
    private final List<Integer> ports =
            List.of(NatsServer.freePort(), NatsServer.freePort(), NatsServer.freePort(), NatsServer.freePort());

    @TempDir
    private Path directory;

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "bin/cluster")
                .directory(DocsTest.ROOT.toFile())
                .redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("TURBINE_"));
        variables.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        variables.put("PATH", java + File.pathSeparator + variables.get("PATH"));
        variables.put("CLASSPATH", System.getProperty("java.class.path"));
        variables.put("CLUSTER_SERVER", "java " + Main.class.getName());
        variables.put("CLUSTER_NATS_PORT", ports.get(0).toString());
        variables.put("CLUSTER_PORTS", ports.get(1) + "," + ports.get(2) + "," + ports.get(3));
        variables.put("TMPDIR", directory.toString());
        variables.putAll(environment);
        return builder.start();
    }

    @Test
    void joinsThreeNodesAndEndsThemAll() throws Exception {
        Process cluster = start(Map.of());
        try (BufferedReader output = cluster.inputReader()) {
            StringBuilder said = new StringBuilder();
            String line;
            while ((line = output.readLine()) != null && !line.contains("Ctrl-C")) {
                said.append(line).append('\n');
            }
            assertThat(line).as("after %s", said).isNotNull();
            List<ProcessHandle> children = cluster.descendants().toList();
            SocketLog listener = node(3).listen();

            assertThat(node(1).publish(1)).isEqualTo("{\"ok\":true,\"delivered\":0}");

            assertThat(listener.next()).isEqualTo(publication(1));
            assertThat(said)
                    .contains("127.0.0.1:" + ports.get(1), directory.toString(), "devkey", "\"token\":\"ey")
                    .containsPattern("node-3 .*, id server-[0-9a-f]{12}\n");
            assertThat(children).hasSizeGreaterThanOrEqualTo(4);

            cluster.toHandle().destroy();

            assertThat(cluster.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(cluster.exitValue()).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(listener.closed()).isEqualTo("4000 shutting down");
            assertThat(output.readLine()).as("after the signal").isNull();
        } finally {
            cluster.toHandle().destroy();
        }
    }

    private ServerClient node(int number) {
        return new ServerClient(URI.create("http://127.0.0.1:" + ports.get(number)));
    }

    @Test
    void saysWhatToDoWhereItCannotStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(
                    Map.of("CLUSTER_PORTS", port),
                    "bin/cluster: port " + port
                            + " is taken: end what listens there, or choose others with CLUSTER_PORTS"
                            + " or CLUSTER_NATS_PORT (bin/cluster --help)");
        }
        assertRefused(
                Map.of("NATS_SERVER", "/no/such/file"),
                "bin/cluster: there is no nats-server at /no/such/file: install it (on Debian and Ubuntu: apt-get install"
                        + " nats-server), or name its file in NATS_SERVER");
        assertRefused(
                Map.of("CLUSTER_PORTS", "8081;8082"),
                "bin/cluster: \"8081;8082\" is no port: CLUSTER_PORTS must be like 8081,8082,8083, and CLUSTER_NATS_PORT"
                        + " like 14222");
        assertRefused(
                Map.of("CLUSTER_PORTS", ports.get(1) + "," + ports.get(0)),
                "bin/cluster: port " + ports.get(0)
                        + " is named twice: each node and NATS need one of their own, in CLUSTER_PORTS and"
                        + " CLUSTER_NATS_PORT");
    }

    private void assertRefused(Map<String, String> environment, String line) throws Exception {
        Process cluster = start(environment);
        assertThat(cluster.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(cluster.inputReader().lines()).containsExactly(line);
        assertThat(cluster.exitValue()).isEqualTo(1);
    }

    @Test
    void leavesNothingRunningWhereANodeDoesNotStart() throws Exception {
        Process cluster = start(Map.of("TURBINE_TRANSPORT", "no such"));

        assertThat(cluster.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cluster.exitValue()).isEqualTo(1);
        assertThat(cluster.inputReader().lines())
                .anyMatch(line -> line.startsWith("turbine-server: TURBINE_TRANSPORT is"))
                .anyMatch(line -> line.startsWith("bin/cluster: node-1 did not start; its log is " + directory));
        for (int port : ports) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close(); // nobody listens there
        }
    }
}
