package dev.turbine.example.server;

import static dev.turbine.example.server.ServerClient.publication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.tck.NatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers and a NATS server, each a process. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoinedServersTest {
    private static ServerProcess start(String natsUrl) throws Exception {
        return ServerProcess.start(Map.of("TURBINE_PORT", "0", "NATS_URL", natsUrl));
    }

    private static void awaitBoth(ServerClient first, ServerClient second) {
        await().untilAsserted(
                        () -> assertThat(List.of(first.nodes(), second.nodes())).containsExactly(2, 2));
    }

    @Test
    void whatIsPublishedOnOneReachesAClientOfTheOther() throws Exception {
        try (NatsServer nats = NatsServer.start("--user", "canary-user", "--pass", "canary-password")) {
            String url = "nats://canary-user:canary-password@127.0.0.1:" + nats.port();
            try (ServerProcess first = start(url);
                    ServerProcess second = start(url)) {
                ServerClient one = new ServerClient(first.address());
                ServerClient two = new ServerClient(second.address());
                awaitBoth(one, two);
                SocketLog listener = two.listen();

                assertThat(one.publish(1)).isEqualTo("{\"ok\":true,\"delivered\":0}");
                assertThat(two.publish(2)).isEqualTo("{\"ok\":true,\"delivered\":1}");

                assertThat(List.of(listener.next(), listener.next()))
                        .containsExactlyInAnyOrder(publication(1), publication(2));
                first.terminate();
                await().untilAsserted(() -> assertThat(two.nodes()).isEqualTo(1));
                second.terminate();
                for (ServerProcess server : List.of(first, second)) {
                    assertThat(server.exitCode(5)).isZero();
                    assertThat(server.log())
                            .anyMatch(line -> line.endsWith("joined through 127.0.0.1:" + nats.port()))
                            .anyMatch(line -> line.endsWith("NATS 127.0.0.1:" + nats.port() + " with prefix turbine"))
                            .noneMatch(line -> line.contains("canary"))
                            .filteredOn(line -> !line.contains(" INFO "))
                            .as("warnings")
                            .allMatch(line -> line.contains("for development on this machine only"));
                }
            }
        }
    }

    @Test
    void startsAloneAndJoinsWhenNatsAppears() throws Exception {
        try (NatsServer nats = NatsServer.stopped();
                ServerProcess first = start(nats.url());
                ServerProcess second = start(nats.url())) {
            ServerClient one = new ServerClient(first.address());
            ServerClient two = new ServerClient(second.address());
            SocketLog listener = two.listen();

            assertThat(one.publish(1)).isEqualTo("{\"ok\":true,\"delivered\":0}");
            assertThat(two.publish(2)).isEqualTo("{\"ok\":true,\"delivered\":1}");
            assertThat(listener.next()).isEqualTo(publication(2));

            nats.restart();
            assertThat(first.line("joined through")).contains(" INFO ");
            assertThat(second.line("joined through")).contains(" INFO ");
            awaitBoth(one, two);
            assertThat(one.publish(3)).isEqualTo("{\"ok\":true,\"delivered\":0}");
            assertThat(listener.next()).isEqualTo(publication(3));

            first.terminate();
            assertThat(first.exitCode(5)).isZero();
            assertThat(first.log())
                    .filteredOn(line -> line.contains("nats"))
                    .as("one warning, then the news that it has joined")
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains(" WARN ", "cannot join through 127.0.0.1:" + nats.port() + ": nothing listens there");
        }
    }

    @Test
    void saysThatAPublicationWasNotForwardedWhileNatsIsAway() throws Exception {
        try (NatsServer nats = NatsServer.start();
                ServerProcess first = start(nats.url());
                ServerProcess second = start(nats.url())) {
            ServerClient one = new ServerClient(first.address());
            ServerClient two = new ServerClient(second.address());
            SocketLog neighbour = one.listen();
            SocketLog listener = two.listen();

            nats.kill();
            first.line("link to 127.0.0.1:" + nats.port() + " lost");
            assertThat(one.publish(1)).isEqualTo("{\"ok\":true,\"delivered\":1,\"forwarded\":false}");
            assertThat(neighbour.next()).isEqualTo(publication(1));

            nats.restart();
            first.line("back through");
            second.line("back through");
            assertThat(one.publish(2)).isEqualTo("{\"ok\":true,\"delivered\":1}");
            assertThat(listener.next()).as("1 is lost to it").isEqualTo(publication(2));
        }
    }

    /** The NATS server comes back without JetStream, and once more with it. */
    @Test
    void saysThatItsHistoryIsGoneAndThatItIsBack(@TempDir Path directory) throws Exception {
        Path configuration = directory.resolve("nats.conf");
        String jetStream = "jetstream { store_dir: \"" + directory.resolve("store") + "\" }\n";
        Files.writeString(configuration, jetStream);
        try (NatsServer nats = NatsServer.start("-c", configuration.toString());
                ServerProcess server = ServerProcess.start(Map.of(
                        "TURBINE_PORT",
                        "0",
                        "NATS_URL",
                        nats.url(),
                        "NATS_HISTORY",
                        "size=5 ttl=1h",
                        "TURBINE_CHANNELS",
                        "chat:* history=9 ttl=1h"))) {
            String place = server.line("history is in the stream").replaceAll(".*(the stream .*)", "$1");
            assertThat(server.line("to keep more"))
                    .contains(" WARN ", " keeps 5 publications of a channel, each for PT1H, ")
                    .contains("(\"chat:*\" history=9 ttl=1h overflow=catch-up)");
            ServerClient client = new ServerClient(server.address());

            nats.kill();
            Files.writeString(configuration, "# JetStream is forgotten\n");
            nats.restart();
            assertThat(server.line("no history: ")).contains(" WARN ", "the server has no JetStream");

            nats.kill();
            Files.writeString(configuration, jetStream);
            nats.restart();
            assertThat(server.line("the history is back")).contains(" INFO ").endsWith(place);

            nats.kill(); // which is the link's to tell: nothing was wrong with the history
            server.line(" lost");
            nats.restart();
            server.line("back through");
            await().untilAsserted(() -> assertThat(client.publish(1)).isEqualTo("{\"ok\":true,\"delivered\":0}"));
            server.terminate();
            assertThat(server.exitCode(5)).isZero();
            assertThat(server.log())
                    .filteredOn(line -> line.contains("the history is back"))
                    .hasSize(1);
        }
    }

    @Test
    void servesAloneWhereItIsToldTo() throws Exception {
        try (ServerProcess server = start("none")) {
            ServerClient client = new ServerClient(server.address());

            assertThat(client.publish(1)).isEqualTo("{\"ok\":true,\"delivered\":0}");
            assertThat(client.nodes()).isEqualTo(1);

            server.terminate();
            assertThat(server.exitCode(5)).isZero();
            assertThat(server.log())
                    .noneMatch(line -> line.contains("nats"))
                    .anyMatch(line -> line.endsWith("NATS none"));
        }
    }
}
