package dev.turbine;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Transport;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A transport without sockets: a test opens its connections. */
public final class FakeTransport implements Transport {
    private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile @Nullable Acceptor acceptor;

    public FakeTransport() {}

    @Override
    public void start(Acceptor acceptor) {
        this.acceptor = acceptor;
    }

    @Override
    public List<URI> addresses() {
        return List.of(URI.create("fake:1"));
    }

    @Override
    public void close() {
        closes.incrementAndGet();
        connections.forEach(FakeConnection::abort);
    }

    int closes() {
        return closes.get();
    }

    public Acceptor acceptor() {
        Acceptor started = acceptor;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    /** Opens a connection. */
    FakeConnection open() {
        Admission.Accept accept = (Admission.Accept) acceptor().admit(FakeHead.upgrade("/ws"));
        FakeConnection connection = new FakeConnection();
        connections.add(connection);
        connection.attach(accept.open().apply(connection));
        return connection;
    }

    /** Opens a connection and connects, with the user's name as token. */
    FakeConnection connect(String user) {
        FakeConnection connection = open();
        connection.command("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + user + "\"}}");
        connection.awaitFrame("{\"id\":1,\"result\":{\"connected\":true}}");
        return connection;
    }

    /** As {@link #connect}, and subscribes. */
    FakeConnection subscribe(String user, String... channels) {
        FakeConnection connection = connect(user);
        for (String channel : channels) {
            connection.subscribe(channel);
        }
        return connection;
    }
}
