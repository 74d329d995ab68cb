package dev.turbine.spi.support;

import static java.util.Objects.requireNonNull;

import dev.turbine.spi.Acceptor;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The life of a transport with a server of its own, which is started once.
 *
 * <p><b>Threads:</b> {@code start} and {@code close} come from one thread at a time, the getters from any.
 */
public final class ServerLife {
    private final String name;
    private volatile @Nullable Server server;
    private boolean used;

    /** @param name of the transport's class, for messages */
    public ServerLife(String name) {
        this.name = name;
    }

    /** What is started and stopped. */
    public interface Server {
        /** Opens the port, or leaves nothing open. */
        void start() throws IOException;

        /** The port that is open. */
        int port();

        /** The base address for clients on this machine. */
        URI address();

        void stop();
    }

    /** @throws IllegalStateException if it was started before: a transport is used once */
    public void start(Acceptor acceptor, Function<Acceptor, Server> made) throws IOException {
        requireNonNull(acceptor, "acceptor");
        if (used) {
            throw new IllegalStateException("this " + name + " was started before: build another one");
        }
        used = true;
        Server starting = made.apply(acceptor);
        starting.start();
        server = starting;
    }

    /** @throws IllegalStateException unless the server runs */
    public int port() {
        Server running = server;
        if (running == null) {
            throw new IllegalStateException("this " + name + " is not started: it has no port yet, or no longer");
        }
        return running.port();
    }

    /** The address of the server while it runs. */
    public List<URI> addresses() {
        Server running = server;
        return running == null ? List.of() : List.of(running.address());
    }

    /** Stops the server if it runs. */
    public void close() {
        Server stopping = server;
        server = null;
        if (stopping != null) {
            stopping.stop();
        }
    }
}
