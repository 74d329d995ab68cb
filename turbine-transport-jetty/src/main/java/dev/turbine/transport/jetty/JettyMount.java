package dev.turbine.transport.jetty;

import static java.util.Objects.requireNonNull;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.URIUtil;

/**
 * Serves Turbine below a path of the host's Jetty 12.1.
 *
 * <p>The host inserts {@link #handler} into its {@code Server}, or into one of its contexts, and keeps its port, TLS, threads
 * and life cycle. Requests below the path become Turbine's; all others pass through to the handlers behind it, such as the
 * servlets and WebSocket endpoints of a servlet context. While the transport is not started, the path answers 503. How heads of
 * requests are parsed, and how long one may take to arrive, is the host's configuration.
 *
 * <p>Turbine is to be closed before the host's server is stopped, for then its clients are told; the other way round they
 * are cut off.
 *
 * <p><b>Threads:</b> as {@link Transport} says; connections are served by the threads of the host's connector.
 * <b>Blocking:</b> never.
 */
public final class JettyMount implements Transport {
    private final MountHandler handler;
    private final OpenConnections connections = new OpenConnections();
    private boolean used;

    /**
     * A mount that has not started yet.
     *
     * @param path below which Turbine serves, such as {@code /turbine}, within the context where the handler is inserted;
     *     {@code /} for all of it
     * @throws IllegalArgumentException if it does not start with a slash, ends with one, or is not as it stands in a URL
     */
    public JettyMount(String path) {
        requireNonNull(path, "path");
        if (!path.equals("/") && !(path.matches("(/[\\w.~-]+)+") && path.equals(URIUtil.canonicalPath(path)))) {
            throw new IllegalArgumentException(
                    "path must be \"/\", or like \"/turbine\": a slash before each segment and"
                            + " none at the end, segments of ASCII letters, digits and _ . ~ - alone; is \"" + path
                            + "\"");
        }
        handler = new MountHandler(path.equals("/") ? "" : path);
    }

    /** The handler to insert, once, before the host's server starts; the same at every call. */
    public Handler.Singleton handler() {
        return handler;
    }

    /** @throws IllegalStateException if it was started before: a transport is used once */
    @Override
    public void start(Acceptor acceptor) {
        requireNonNull(acceptor, "acceptor");
        if (used) {
            throw new IllegalStateException("this JettyMount was started before: make another one");
        }
        used = true;
        handler.serve(new Gateway(acceptor, new Handshake(acceptor.limits(), connections)));
    }

    /** Empty: only the host knows where its server listens. */
    @Override
    public List<URI> addresses() {
        return List.of();
    }

    @Override
    public void close() {
        handler.serve(null);
        connections.close();
    }
}
