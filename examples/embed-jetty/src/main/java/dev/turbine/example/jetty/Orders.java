package dev.turbine.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turbine.Turbine;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** The routes of the shop: {@code GET /} and {@code POST /orders}. */
final class Orders extends Handler.Abstract.NonBlocking {
    private final Turbine turbine;

    Orders(Turbine turbine) {
        this.turbine = turbine;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (request.getMethod() + " " + Request.getPathInContext(request)) {
            case "GET /" -> answer(200, "POST /orders, and watch them at /live/ws", response, callback);
            case "POST /orders" -> order(request, response, callback);
            default -> {
                return false; // Jetty answers 404
            }
        }
        return true;
    }

    // snippet: jetty-publish
    private void order(Request request, Response response, Callback callback) {
        Promise.Completable.<String>with(body -> Content.Source.asString(request, UTF_8, body))
                .thenCompose(order -> turbine.publish("orders", order))
                .thenAccept(
                        result -> answer(result.ok() ? 202 : 400, "seen by " + result.delivered(), response, callback))
                .exceptionally(failure -> {
                    Response.writeError(request, response, callback, failure.getCause());
                    return null;
                });
    }
    // end

    private static void answer(int status, String text, Response response, Callback callback) {
        response.setStatus(status);
        response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
    }
}
