package dev.turbine.transport.jetty;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application of the test's with a Jetty of its own, in which Turbine is mounted. It goes on when Turbine has closed. */
abstract class Host implements Transport {
    static final String MOUNT = "/turbine";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    final JettyMount mount = new JettyMount(MOUNT);
    final Server server = new Server();
    final ServerConnector connector;

    Host(ConnectionFactory... factories) {
        // As JettyServer, for the same reason; docs/embed-jetty.md tells hosts of it.
        connector = new ServerConnector(server, null, null, new ByteBufferPool.NonPooling(), -1, -1, factories);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(PATIENCE.toMillis());
        // A head that trickles in is the host's to end, and Jetty has no setting for it.
        connector.addBean(new StalledConnections(server.getScheduler(), PATIENCE));
        server.addConnector(connector);
        server.setErrorHandler(new ErrorReplies());
    }

    /** As a careful host has it: what Jetty can refuse is refused, and nothing tells its version. */
    static HttpConnectionFactory http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setSendServerVersion(false);
        return new HttpConnectionFactory(http);
    }

    /** What the server serves, with Turbine's handler in it. */
    abstract Handler handler() throws Exception;

    /** The path of the context that has Turbine's handler; empty for the server's own. */
    abstract String context();

    /** Starts the server, on a free port. */
    final Host run() {
        try {
            server.setHandler(handler());
            server.start();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    final void end() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    final URI base() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + context());
    }

    @Override
    public void start(Acceptor acceptor) throws IOException {
        run();
        mount.start(acceptor);
    }

    @Override
    public List<URI> addresses() {
        return List.of(URI.create(base() + MOUNT));
    }

    @Override
    public void close() {
        mount.close();
    }
}
