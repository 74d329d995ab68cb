package dev.turbine.example.undertow;

import dev.turbine.Turbine;
import dev.turbine.auth.jwt.JwtAuthenticator;
import dev.turbine.transport.undertow.UndertowMount;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** An application with routes and a server of its own; clients connect to {@code /realtime/ws}. */
final class ChatServer implements AutoCloseable {
    private final Turbine turbine;
    private final Undertow server;

    // snippet: undertow-routes
    ChatServer(int port, String secret) {
        UndertowMount mount = new UndertowMount();
        turbine = Turbine.builder()
                .transport(mount)
                .authenticator(JwtAuthenticator.hmac(secret)) // 32 bytes or more
                .start();
        HttpHandler routes = Handlers.path()
                .addExactPath("/hello", exchange -> exchange.getResponseSender().send("hello"))
                .addExactPath("/say", this::say)
                .addPrefixPath("/realtime", loggedIn(mount));
        server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setHandler(routes)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 5_000)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .build();
        server.start();
    }
    // end

    // snippet: undertow-publish
    private void say(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullString(this::publish, StandardCharsets.UTF_8);
    }

    private void publish(HttpServerExchange exchange, String json) {
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> turbine.publish("room:lobby", json)
                        .thenAccept(result -> exchange.setStatusCode(result.code())
                                .getResponseSender()
                                .send(result.message())));
    }
    // end

    // snippet: undertow-filter
    /** Lets nobody through who has no cookie of this application's. */
    private static HttpHandler loggedIn(HttpHandler next) {
        return exchange -> {
            if (exchange.getRequestCookie("session") == null) {
                exchange.setStatusCode(401);
            } else {
                next.handleRequest(exchange);
            }
        };
    }
    // end

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    Turbine turbine() {
        return turbine;
    }

    Undertow server() {
        return server;
    }

    // snippet: undertow-shutdown
    @Override
    public void close() {
        turbine.close(); // tells the clients
        server.stop();
    }
    // end

    public static void main(String[] arguments) {
        ChatServer chat =
                new ChatServer(8080, Objects.requireNonNull(System.getenv("CHAT_JWT_SECRET"), "CHAT_JWT_SECRET"));
        Runtime.getRuntime().addShutdownHook(new Thread(chat::close));
    }
}
