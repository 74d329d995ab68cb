package dev.turbine.transport.jakarta;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** An application of the test's with a container of its own: routes, a filter, and Turbine below {@code /app/turbine}. */
abstract class Host implements Transport {
    static final String CONTEXT = "/app";
    static final String MOUNT = "/turbine";

    final JakartaTransport transport = new JakartaTransport();
    final HostFilter filter = new HostFilter();
    boolean asyncFilter = true;
    private boolean running;

    /** Starts the container; it listens on a free port. */
    abstract void run() throws Exception;

    abstract int port();

    /** Ends the container. */
    abstract void end() throws Exception;

    @Override
    public void start(Acceptor acceptor) throws IOException {
        try {
            run();
        } catch (Exception e) {
            throw new IOException(e);
        }
        running = true;
        transport.start(acceptor);
    }

    @Override
    public List<URI> addresses() {
        return running ? List.of(URI.create("http://127.0.0.1:" + port() + CONTEXT + MOUNT)) : List.of();
    }

    @Override
    public void close() {
        transport.close();
    }
}
