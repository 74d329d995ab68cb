package dev.turbine.transport.undertow;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.support.ServerLife;
import dev.turbine.spi.support.ServerSettings;
import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Undertow, set up for one acceptor: one port, HTTP/1.1 alone. Without Undertow's own starter, which logs and waits for open
 * connections when it stops.
 */
final class UndertowServer implements ServerLife.Server {
    private static final int HEAD_BYTES = 16 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int TLS_BUFFER_BYTES = 17 * 1024; // a record of TLS
    private static final int ACCEPT_QUEUE = 1024;
    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final ServerSettings settings;
    private final Gateway gateway;
    private final HttpOpenListener http;
    private @Nullable XnioWorker worker;
    private @Nullable AcceptingChannel<? extends StreamConnection> acceptor;

    UndertowServer(ServerSettings settings, Acceptor acceptor) {
        this.settings = settings;
        this.gateway = new Gateway(acceptor);
        this.http = new HttpOpenListener(new Buffers(BUFFER_BYTES), options((int)
                acceptor.limits().idleTimeout().toMillis()));
        http.setRootHandler(exchange -> {
            RefusalConduit.hear(exchange);
            gateway.handleRequest(exchange);
        });
    }

    @Override
    public void start() throws IOException {
        try {
            Xnio xnio = Xnio.getInstance(UndertowServer.class.getClassLoader());
            XnioWorker started = xnio.createWorker(OptionMap.builder()
                    .set(Options.WORKER_NAME, "turbine-undertow-worker")
                    .set(Options.WORKER_IO_THREADS, Math.max(2, cores()))
                    .set(Options.WORKER_TASK_CORE_THREADS, 1) // nothing of ours blocks
                    .set(Options.WORKER_TASK_MAX_THREADS, 1)
                    .getMap());
            worker = started;
            listen(xnio, started);
        } catch (IOException | RuntimeException e) {
            stop();
            throw settings.cannotListen(e);
        }
    }

    private void listen(Xnio xnio, XnioWorker started) throws IOException {
        String host = settings.host();
        InetSocketAddress address =
                host == null ? new InetSocketAddress(settings.port()) : new InetSocketAddress(host, settings.port());
        OptionMap sockets = OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, ACCEPT_QUEUE)
                .getMap();
        ChannelListener<AcceptingChannel<StreamConnection>> open = ChannelListeners.openListenerAdapter(this::opened);
        SSLContext tls = settings.tls();
        AcceptingChannel<? extends StreamConnection> listening = tls == null
                ? started.createStreamConnectionServer(address, open, sockets)
                : tlsServer(xnio, started, address, tls, sockets);
        acceptor = listening;
        listening.resumeAccepts();
    }

    private AcceptingChannel<? extends StreamConnection> tlsServer(
            Xnio xnio, XnioWorker started, InetSocketAddress address, SSLContext tls, OptionMap sockets)
            throws IOException {
        UndertowXnioSsl ssl = new UndertowXnioSsl(xnio, OptionMap.EMPTY, new Buffers(TLS_BUFFER_BYTES), tls);
        OptionMap protocols = OptionMap.builder()
                .addAll(sockets)
                .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
                .getMap();
        return ssl.createSslConnectionServer(
                started, address, ChannelListeners.openListenerAdapter(this::opened), protocols);
    }

    private void opened(StreamConnection connection) {
        RefusalConduit.putBefore(connection);
        http.handleEvent(connection);
    }

    @Override
    public int port() {
        AcceptingChannel<? extends StreamConnection> listening = acceptor;
        return listening == null
                ? 0
                : listening.getLocalAddress(InetSocketAddress.class).getPort();
    }

    @Override
    public URI address() {
        return settings.address(port());
    }

    @Override
    public void stop() {
        IoUtils.safeClose(acceptor);
        XnioWorker stopping = worker;
        worker = null;
        if (stopping == null) {
            return;
        }
        // Connections end before the threads do, or nobody would be left to say that they ended.
        gateway.close();
        http.closeConnections();
        long deadline = System.nanoTime() + STOP_NANOS;
        while (!gateway.isIdle() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(STOP_NANOS, TimeUnit.NANOSECONDS)) {
                stopping.shutdownNow();
            }
        } catch (InterruptedException e) {
            stopping.shutdownNow();
            Thread.currentThread().interrupt();
        }
        gateway.abandon();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static OptionMap options(int idleMillis) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_HEADER_SIZE, HEAD_BYTES)
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L) // the engine's limit is kept by BodyReader
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, idleMillis)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, idleMillis)
                .set(UndertowOptions.ENABLE_HTTP2, false)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.DECODE_SLASH, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                .getMap();
    }
}
