package dev.turbine.example.server;

import dev.turbine.api.TurbineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A WebSocket in a terminal: sends every line that is typed, prints every message that comes. */
record ClientCommand(URI address) {
    private static final String DEFAULT = "ws://127.0.0.1:8080/ws";

    /** @throws TurbineException if an argument is wrong; the message is one line */
    static ClientCommand of(List<String> arguments) {
        String address = arguments.isEmpty() ? DEFAULT : arguments.get(0);
        try {
            URI uri = new URI(address);
            boolean socket = address.matches("wss?://[\\w.:\\[\\]-]+/[^#]*") && uri.getHost() != null;
            if (socket && arguments.size() < 2) {
                return new ClientCommand(uri);
            }
        } catch (URISyntaxException e) {
            // refused below, like that of something else
        }
        throw Environment.wrong("the address", address, "must be one like " + DEFAULT);
    }

    /**
     * Never returns, but for an exception: the connection's end ends the process, and Ctrl-C.
     *
     * @throws TurbineException if it cannot connect
     */
    void run(InputStreamReader input, PrintStream output) throws IOException, InterruptedException {
        WebSocket socket;
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address, new Printer(output))
                    .join();
        } catch (CompletionException failed) {
            throw new TurbineException("cannot connect to " + address + ": " + reason(failed.getCause()), failed);
        }
        BufferedReader lines = new BufferedReader(input);
        String line;
        while ((line = lines.readLine()) != null) {
            if (!line.isBlank()) {
                socket.sendText(line, true).join();
            }
        }
        new CountDownLatch(1).await(); // what comes is printed until somebody ends it
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof ConnectException) {
            return "is the server running there?";
        }
        if (failure instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            return "an HTTP server answers " + status
                    + switch (status) {
                        case 404 ->
                            ", so the path is not a WebSocket's; a Turbine that is not mounted below another has /ws";
                        case 503 -> ": it is shutting down, or has too many connections; try again later";
                        default -> " in place of opening a WebSocket; is it a Turbine, and /ws the path?";
                    };
        }
        return "what listens there does not open a WebSocket; is it a Turbine, and ws:// or wss:// as it should be?";
    }

    static InputStreamReader standardInput() {
        return new InputStreamReader(System.in, StandardCharsets.UTF_8);
    }

    /** Prints whole messages, each on a line. */
    private static final class Printer implements WebSocket.Listener {
        private final PrintStream output;
        private final StringBuilder message = new StringBuilder();

        Printer(PrintStream output) {
            this.output = output;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                output.println(message);
                message.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, part, last);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            output.println("the connection broke");
            System.exit(1);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            output.println("closed: " + code + " " + reason);
            System.exit(0);
            return null;
        }
    }
}
