package dev.turbine.benchmark.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Any server that is started by a command, and published to over HTTP: one request after the other, for the order of
 * publications is what clients check. Turbine and Centrifugo have the same path, the same header and the same body.
 */
public final class HttpSubject implements Subject {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int port;
    private final HttpRequest.Builder request;
    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private long refused;

    /** @param arguments the port, the key of the HTTP API, and the words of the command */
    public HttpSubject(List<String> arguments) {
        port = Integer.parseInt(arguments.get(0));
        if (listens()) {
            throw new IllegalStateException("port " + port + " is taken already");
        }
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/publish"))
                .header("X-API-Key", arguments.get(1))
                .header("Content-Type", "application/json");
        List<String> command = arguments.subList(2, arguments.size());
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
        awaitPort();
    }

    private void awaitPort() {
        long start = System.nanoTime();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                close();
                throw new IllegalStateException("the server has not begun to listen at port " + port);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void publish(String channel, byte[] data) {
        String body = "{\"channel\":\"" + channel + "\",\"data\":" + new String(data, StandardCharsets.US_ASCII) + "}";
        try {
            HttpResponse<String> reply = client.send(
                    request.copy()
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            // Centrifugo refuses with status 200.
            if (reply.statusCode() != 200 || reply.body().contains("\"error\"")) {
                refused++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publications that the server has refused; what it has dropped later is missing at the clients. */
    @Override
    public long dropped() {
        return refused;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
