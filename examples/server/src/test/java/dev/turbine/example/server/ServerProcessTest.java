package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as its users meet it: a process, an environment, sockets and signals. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerProcessTest {
    private static final Map<String, String> PRODUCTION = Map.of(
            "TURBINE_PORT", "0",
            "TURBINE_HOST", "127.0.0.1",
            "TURBINE_JWT_SECRET", "a canary-secret that has thirty-two bytes",
            "TURBINE_API_KEY", "canary-old,canary-new");

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow"})
    void servesAnAudienceAndTellsItWhenItEnds(String transport) throws Exception {
        String token = token(PRODUCTION, "--sub", "user-1", "--channel", "chat:lobby");
        try (ServerProcess server = ServerProcess.start(with(PRODUCTION, "TURBINE_TRANSPORT", transport))) {
            URI address = server.address();
            SocketLog client = new SocketLog();
            WebSocket socket = connect(address, client);

            assertThat(get(address.resolve("/healthz"))).isEqualTo("200 ok");
            assertThat(ask(socket, client, connect(token))).isEqualTo("{\"id\":1,\"result\":{\"connected\":true}}");
            assertThat(ask(socket, client, subscribe("secret")))
                    .isEqualTo("{\"id\":2,\"error\":{\"code\":403,\"message\":\"forbidden\"}}");
            assertThat(ask(socket, client, subscribe("chat:lobby")))
                    .isEqualTo("{\"id\":2,\"result\":{\"subscribed\":true}}");
            assertThat(publish(address, "canary-none")).startsWith("401 ");
            assertThat(publish(address, "canary-old")).isEqualTo("200 {\"ok\":true,\"delivered\":1}");
            assertThat(client.next()).isEqualTo(publication());
            assertThat(publish(address, "canary-new")).isEqualTo("200 {\"ok\":true,\"delivered\":1}");
            assertThat(client.next()).isEqualTo(publication());

            server.terminate();

            assertThat(client.closed()).isEqualTo("4000 shutting down");
            assertThat(server.exitCode(5)).isZero();
            assertThat(server.log())
                    .noneMatch(line -> line.contains("canary") || line.contains(token))
                    .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "))
                    .anyMatch(line -> line.contains("configuration: host 127.0.0.1, port 0, transport " + transport));
            assertThat(server.output()).isEmpty();
        }
    }

    @Test
    void developsWithoutAnyCredential() throws Exception {
        Map<String, String> development = Map.of("TURBINE_PORT", "0");
        String token = token(development, "--sub", "user-1");
        try (ServerProcess server = ServerProcess.start(development)) {
            URI address = server.address();
            SocketLog client = new SocketLog();
            WebSocket socket = connect(address, client);

            assertThat(address.getHost()).isEqualTo("127.0.0.1");
            assertThat(ask(socket, client, connect(token))).isEqualTo("{\"id\":1,\"result\":{\"connected\":true}}");
            assertThat(ask(socket, client, subscribe("chat:lobby")))
                    .isEqualTo("{\"id\":2,\"result\":{\"subscribed\":true}}");
            assertThat(publish(address, "devkey")).isEqualTo("200 {\"ok\":true,\"delivered\":1}");
            assertThat(client.next()).isEqualTo(publication());
        }
    }

    @Test
    void appliesTheLimitsOfTheEnvironment() throws Exception {
        Map<String, String> environment = with(PRODUCTION, "TURBINE_MAX_SUBSCRIPTIONS", "1");
        String token = token(environment, "--sub", "user-1", "--ttl", "5m");
        try (ServerProcess server = ServerProcess.start(environment)) {
            SocketLog client = new SocketLog();
            WebSocket socket = connect(server.address(), client);

            ask(socket, client, connect(token));
            ask(socket, client, subscribe("a"));

            assertThat(ask(socket, client, subscribe("b")))
                    .isEqualTo("{\"id\":2,\"error\":{\"code\":429,\"message\":\"too many subscriptions\"}}");
        }
    }

    @Test
    void refusesTheTokenOfAnotherSecret() throws Exception {
        String token = token(Map.of(), "--sub", "user-1");
        try (ServerProcess server = ServerProcess.start(PRODUCTION)) {
            SocketLog client = new SocketLog();
            WebSocket socket = connect(server.address(), client);

            assertThat(ask(socket, client, connect(token)))
                    .isEqualTo("{\"id\":1,\"error\":{\"code\":401,\"message\":\"invalid token\"}}");
        }
    }

    @Test
    void endsWellAlsoIfItIsToldToWhileItStarts() throws Exception {
        try (ServerProcess server = ServerProcess.start(PRODUCTION)) {
            server.address(); // the line is written a moment before the start is over

            server.terminate();

            assertThat(server.exitCode(5)).isZero();
        }
    }

    @Test
    void saysInOneLineWhatIsWrongWithASetting() throws Exception {
        assertRefused(
                with(PRODUCTION, "TURBINE_PORT", "http"),
                2,
                "turbine-server: TURBINE_PORT is \"http\": must be a whole number within 0 and 65535");
        assertRefused(
                with(PRODUCTION, "NATS_URL", "http://user:canary@127.0.0.1:4222"),
                2,
                "turbine-server: NATS_URL has a wrong value, not shown here: must be none, or servers such as"
                        + " nats://127.0.0.1:4222 or tls://nats.example.com:4222, separated by commas (each may have"
                        + " user:password@ or token@ before the host)");
    }

    @Test
    void saysInOneLineThatItDoesNotServeTheWorldWithADevelopmentCredential() throws Exception {
        assertRefused(
                with(with(PRODUCTION, "TURBINE_HOST", "0.0.0.0"), "TURBINE_API_KEY", "devkey"),
                2,
                "turbine-server: TURBINE_HOST is \"0.0.0.0\": must be a loopback address such as 127.0.0.1 while a"
                        + " development credential is in use; to serve other machines set TURBINE_API_KEY to a key of your"
                        + " own");
    }

    @Test
    void saysInOneLineThatThePortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server =
                        ServerProcess.start(with(PRODUCTION, "TURBINE_PORT", Integer.toString(taken.getLocalPort())))) {
            assertThat(server.exitCode(20)).isEqualTo(1);
            assertThat(server.log())
                    .singleElement()
                    .asString()
                    .startsWith("turbine server: cannot start: cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void explainsItselfWhereItIsCalledInAWrongWay() throws Exception {
        for (String[] arguments : new String[][] {{"serve"}, {"--help", "me"}, {"token"}, {"token", "--sub"}}) {
            try (ServerProcess process = ServerProcess.start(PRODUCTION, arguments)) {
                assertThat(process.exitCode(20)).isEqualTo(2);
                assertThat(process.output()).isEmpty();
                assertThat(process.log()).anyMatch(line -> line.startsWith("Usage: "));
            }
        }
    }

    @Test
    void printsItsUsage() throws Exception {
        try (ServerProcess process = ServerProcess.start(Map.of(), "--help")) {
            assertThat(process.exitCode(20)).isZero();
            assertThat(process.output()).anyMatch(line -> line.startsWith("Usage: "));
            assertThat(process.log()).isEmpty();
        }
    }

    private static void assertRefused(Map<String, String> environment, int code, String line) throws Exception {
        try (ServerProcess server = ServerProcess.start(environment)) {
            assertThat(server.exitCode(20)).isEqualTo(code);
            assertThat(server.log()).containsExactly(line);
            assertThat(server.output()).isEmpty();
        }
    }

    private static String token(Map<String, String> environment, String... options) throws Exception {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "token";
        System.arraycopy(options, 0, arguments, 1, options.length);
        try (ServerProcess process = ServerProcess.start(environment, arguments)) {
            assertThat(process.exitCode(20)).isZero();
            List<String> output = process.output();
            assertThat(output).hasSize(1);
            return output.get(0);
        }
    }

    private WebSocket connect(URI address, SocketLog client) {
        URI uri = URI.create("ws://" + address.getAuthority() + "/ws");
        return http.newWebSocketBuilder().buildAsync(uri, client).join();
    }

    private static String ask(WebSocket socket, SocketLog client, String command) throws InterruptedException {
        socket.sendText(command, true).join();
        return client.next();
    }

    private static String connect(String token) {
        return "{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token + "\"}}";
    }

    private static String subscribe(String channel) {
        return "{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\"}}";
    }

    private static String publication() {
        return "{\"method\":\"publication\",\"params\":{\"channel\":\"chat:lobby\",\"data\":{\"text\":\"hello\"}}}";
    }

    private String publish(URI address, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/publish"))
                .header("x-api-key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"channel\":\"chat:lobby\",\"data\":{\"text\":\"hello\"}}"))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private String get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return changed;
    }
}
