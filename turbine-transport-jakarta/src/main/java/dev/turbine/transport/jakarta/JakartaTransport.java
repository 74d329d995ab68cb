package dev.turbine.transport.jakarta;

import static java.util.Objects.requireNonNull;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves Turbine in a container of the host's: Tomcat 11, Jetty 12.1, or any other with Jakarta Servlet 6.1 and WebSocket 2.2.
 *
 * <p>The host maps {@link #servlet} to a path, {@code /turbine/*} say, with support for asynchronous requests, and keeps its
 * port, its filters and its life cycle. Filters see the request for a WebSocket like any other, before Turbine does. While the
 * transport is not started, the servlet answers 503.
 *
 * <p><b>Threads:</b> as {@link Transport} says; the servlet is called by the container's. <b>Blocking:</b> {@code close} for at
 * most two seconds.
 */
public final class JakartaTransport implements Transport {
    private final TurbineServlet servlet = new TurbineServlet(this);
    private volatile @Nullable Mount mount;
    private boolean used;

    /** A transport that has not started yet. */
    public JakartaTransport() {}

    /** The servlet to map; the same at every call. */
    public HttpServlet servlet() {
        return servlet;
    }

    /** @throws IllegalStateException if it was started before: a transport is used once */
    @Override
    public void start(Acceptor acceptor) {
        requireNonNull(acceptor, "acceptor");
        if (used) {
            throw new IllegalStateException("this JakartaTransport was started before: make another one");
        }
        used = true;
        mount = new Mount(acceptor);
    }

    /** Empty: only the host knows where it maps the servlet. */
    @Override
    public List<URI> addresses() {
        return List.of();
    }

    @Override
    public void close() {
        Mount closing = mount;
        mount = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Nullable
    Mount mount() {
        return mount;
    }
}
