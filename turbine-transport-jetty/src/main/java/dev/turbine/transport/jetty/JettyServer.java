package dev.turbine.transport.jetty;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.support.ServerLife;
import dev.turbine.spi.support.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty, set up for one acceptor: one port, HTTP/1.1 alone, every leniency of Jetty's switched off. */
final class JettyServer implements ServerLife.Server {
    private static final Logger log = LoggerFactory.getLogger(JettyServer.class);
    private static final int HEAD_BYTES = 16 * 1024;
    private static final int ACCEPT_QUEUE = 1024;
    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final Server server;
    private final ServerConnector connector;
    private final ServerSettings settings;

    JettyServer(ServerSettings settings, Acceptor acceptor) {
        this.settings = settings;
        this.server = new Server(threads(), new ScheduledExecutorScheduler("turbine-jetty-timer", true), null);
        // Jetty 12.1.12 can release the buffer of a request twice where other requests are malformed and replies come
        // from other threads (compare jetty#12939): from a pool, one connection then saw a request of another's again.
        ByteBufferPool unpooled = new ByteBufferPool.NonPooling();
        this.connector = new ServerConnector(server, null, null, unpooled, 1, selectors(), factories(settings.tls()));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(acceptor.limits().idleTimeout().toMillis());
        connector.addBean(
                new StalledConnections(server.getScheduler(), acceptor.limits().idleTimeout()));
        server.addConnector(connector);
        server.setErrorHandler(new ErrorReplies());
        server.setHandler(new Gateway(acceptor, new Handshake(acceptor.limits())));
    }

    @Override
    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            stop();
            throw settings.cannotListen(e);
        }
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public URI address() {
        return settings.address(port());
    }

    @Override
    public void stop() {
        connector.close();
        // Connections end before the threads do, or nobody would be left to say that they ended.
        long deadline = System.nanoTime() + STOP_NANOS;
        while (!connector.getConnectedEndPoints().isEmpty() && System.nanoTime() - deadline < 0) {
            connector.getConnectedEndPoints().forEach(EndPoint::close);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("turbine's Jetty did not stop cleanly", e);
        }
    }

    private static QueuedThreadPool threads() {
        // No callback blocks, so there is work for as many as there are cores; the rest is room for pending writes.
        QueuedThreadPool threads = new QueuedThreadPool(Math.max(16, 4 * cores()), Math.min(8, 2 + cores()), 60_000);
        threads.setName("turbine-jetty");
        threads.setStopTimeout(TimeUnit.NANOSECONDS.toMillis(STOP_NANOS));
        return threads;
    }

    private static int selectors() {
        return Math.max(1, cores() / 2);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static ConnectionFactory[] factories(@Nullable SSLContext tls) {
        HttpConnectionFactory http = new HttpConnectionFactory(http());
        if (tls == null) {
            return new ConnectionFactory[] {http};
        }
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setSslContext(tls);
        keys.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        keys.setRenegotiationAllowed(false);
        SslConnectionFactory ssl = new SslConnectionFactory(keys, http.getProtocol());
        // It would refuse every name that the certificate does not hold, which is for the client to judge.
        ssl.setEnsureSecureRequestCustomizer(false);
        return new ConnectionFactory[] {ssl, http};
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEAD_BYTES);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.RFC3986);
        // Unpooled as they are, buffers outside the heap would be dear.
        http.setUseInputDirectByteBuffers(false);
        return http;
    }
}
