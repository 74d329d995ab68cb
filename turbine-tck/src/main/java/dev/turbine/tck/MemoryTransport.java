package dev.turbine.tck;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.Transport;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A transport without sockets, for tests of an engine or an application. It keeps the rules of the SPI and records where
 * the engine breaks one. Completions and listener calls come from threads of its own, as those of a server do.
 */
public final class MemoryTransport implements Transport, Dialer {
    private final ThreadPoolExecutor threads;
    private final Set<MemoryConnection> connections = ConcurrentHashMap.newKeySet();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger peers = new AtomicInteger();
    private volatile @Nullable Acceptor acceptor; // null before start and after close

    /** A transport that has not started yet. */
    public MemoryTransport() {
        threads = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "memory-transport");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true); // they end by themselves: what is called after close must not throw
    }

    @Override
    public void start(Acceptor to) {
        acceptor = to;
    }

    @Override
    public List<URI> addresses() {
        return List.of();
    }

    @Override
    public MemoryClient dial(String... headers) {
        Acceptor to = acceptor();
        RequestHead head = head(SocketClient.upgrade(headers));
        Admission admission = to.admit(head);
        if (admission instanceof Admission.Refuse refuse) {
            throw new UpgradeRefused(MemoryCall.raw((HttpReply.Full) refuse.reply()));
        }
        MemoryConnection connection =
                new MemoryConnection(head.remoteAddress(), new Strand(threads), to.limits(), violations);
        connections.removeIf(MemoryConnection::ended);
        connections.add(connection);
        connection.open(((Admission.Accept) admission).open());
        return new MemoryClient(connection);
    }

    @Override
    public RawReply call(RawRequest request) {
        MemoryCall call = new MemoryCall(head(request), request.body(), threads);
        acceptor().handle(call);
        return call.await();
    }

    /** Where the engine has broken a rule of {@link Connection}, in words. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void close() {
        acceptor = null;
        connections.forEach(Connection::abort);
    }

    private Acceptor acceptor() {
        Acceptor to = acceptor;
        if (to == null) {
            throw new IllegalStateException("transport does not serve");
        }
        return to;
    }

    private RequestHead head(RawRequest request) {
        return new MemoryHead(request, "192.0.2.1:" + peers.incrementAndGet());
    }
}
