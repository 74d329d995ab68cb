package dev.turbine.transport.undertow;

import static java.util.Objects.requireNonNull;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves WebSockets and HTTP/1.1 in an Undertow of the application's, as a handler of its routing tree:
 *
 * <pre>{@code
 * UndertowMount mount = new UndertowMount();
 * Turbine turbine = Turbine.builder().transport(mount). … .start();
 * Undertow.builder().setHandler(Handlers.path(pages).addPrefixPath("/turbine", mount)) …
 * }</pre>
 *
 * <p>Paths are relative to the mount. The server, its port and its life cycle stay the application's: {@link #close} ends
 * Turbine's connections and no others. Before {@code start} and after {@code close} requests are answered with 503.
 *
 * <p>What the application has set for its Undertow applies: buffer pool, {@code MAX_HEADER_SIZE},
 * {@code MAX_ENTITY_SIZE} (2 MB by default; a longer body that declares its length is refused, also where Turbine would take it),
 * {@code REQUEST_PARSE_TIMEOUT}, {@code NO_REQUEST_TIMEOUT}, {@code IDLE_TIMEOUT} (also of WebSockets; it should be
 * longer than Turbine's interval of pings), and the pages of requests that never reach this handler. Nothing of it
 * blocks: no {@code BlockingHandler} is needed around it.
 *
 * <p><b>Threads:</b> as {@link Transport} says; requests are handled by the threads of the server. <b>Blocking:</b> none.
 */
public final class UndertowMount implements Transport, HttpHandler {
    private volatile @Nullable Gateway gateway;
    private boolean used;

    /** A mount that has not started yet. */
    public UndertowMount() {}

    /** @throws IllegalStateException if it was started before: a transport is used once */
    @Override
    public void start(Acceptor acceptor) {
        requireNonNull(acceptor, "acceptor");
        if (used) {
            throw new IllegalStateException("this UndertowMount was started before: make another one");
        }
        used = true;
        gateway = new Gateway(acceptor);
    }

    /** Empty: only the application knows where it has put the mount. */
    @Override
    public List<URI> addresses() {
        return List.of();
    }

    /** For Undertow: serves a request. */
    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Gateway open = gateway;
        if (open == null) {
            Gateway.onIoThread(exchange, () -> Answer.refuse(exchange, 503));
        } else {
            open.handleRequest(exchange);
        }
    }

    @Override
    public void close() {
        Gateway closing = gateway;
        gateway = null;
        if (closing != null) {
            closing.close();
        }
    }
}
