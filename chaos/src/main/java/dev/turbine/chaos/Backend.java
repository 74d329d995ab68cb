package dev.turbine.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application's backend asks of nodes over HTTP. This class is thread-safe. */
final class Backend {
    /** Longer than a node waits for its log. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<URI> nodes;

    Backend(List<URI> nodes) {
        this.nodes = nodes;
    }

    /**
     * Tries to publish.
     *
     * @return whether it was acknowledged; if not, nobody knows
     * @throws IllegalStateException if it was refused for what it is
     */
    boolean publish(int node, String channel, String data, String key) throws InterruptedException {
        HttpResponse<String> reply = send(request(node, "/api/publish")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString("{\"channel\":\"" + channel + "\",\"data\":" + data + "}")));
        if (reply == null || reply.statusCode() >= 500) {
            return false;
        }
        if (reply.statusCode() != 200) {
            throw new IllegalStateException("a publication was answered " + reply.statusCode() + " " + reply.body());
        }
        return !reply.body().contains("\"forwarded\":false");
    }

    /** Whether a node answers, has its link to NATS and knows all others. */
    boolean isJoined(int node) throws InterruptedException {
        HttpResponse<String> reply = send(request(node, "/api/info").GET());
        return reply != null
                && reply.statusCode() == 200
                && reply.body().contains("\"state\":\"up\"")
                && reply.body().split("\"started\":", -1).length - 1 == nodes.size();
    }

    private HttpRequest.Builder request(int node, String path) {
        return HttpRequest.newBuilder(nodes.get(node).resolve(path))
                .timeout(PATIENCE)
                .header("x-api-key", "devkey");
    }

    private @Nullable HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException unanswered) {
            return null;
        }
    }
}
