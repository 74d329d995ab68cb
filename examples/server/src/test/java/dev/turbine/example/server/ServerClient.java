package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.TurbineException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;

/** What a client and a backend do with a server that has the development credentials. */
record ServerClient(URI address) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A session that has subscribed to chat:lobby. */
    SocketLog listen() throws InterruptedException, TurbineException {
        String token = TokenCommand.of(List.of("--sub", "user-1")).sign("devsecret", Clock.systemUTC());
        SocketLog client = new SocketLog();
        HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + address.getAuthority() + "/ws"), client)
                .join()
                .sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token + "\"}}", true)
                .join()
                .sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"chat:lobby\"}}", true)
                .join();
        assertThat(client.next()).isEqualTo("{\"id\":1,\"result\":{\"connected\":true}}");
        assertThat(client.next()).isEqualTo("{\"id\":2,\"result\":{\"subscribed\":true}}");
        return client;
    }

    /** Publishes to chat:lobby; returns the answer's body. */
    String publish(int number) throws IOException, InterruptedException {
        return send(request("/api/publish")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"channel\":\"chat:lobby\",\"data\":" + number + "}")));
    }

    /** What a session gets of {@link #publish}. */
    static String publication(int number) {
        return "{\"method\":\"publication\",\"params\":{\"channel\":\"chat:lobby\",\"data\":" + number + "}}";
    }

    /** How many nodes the server knows, with itself. */
    int nodes() throws IOException, InterruptedException {
        return send(request("/api/info")).split("\"started\":", -1).length - 1;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("x-api-key", "devkey");
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString()).body();
    }
}
