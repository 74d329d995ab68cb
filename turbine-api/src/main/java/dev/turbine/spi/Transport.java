package dev.turbine.spi;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Serves Turbine on a socket server: opens one, or mounts itself in a server of the application's.
 *
 * <p><b>Threads:</b> {@code start} and {@code close} are called by the engine, not concurrently. <b>Blocking:</b> both may
 * block.
 */
public interface Transport {
    /**
     * Begins to serve; returns when connections are accepted.
     *
     * @param acceptor takes every request and connection from now on
     * @throws IOException if it cannot listen; the message names the address and the reason. Nothing stays open then:
     *     {@code close} is not called
     */
    void start(Acceptor acceptor) throws IOException;

    /**
     * Base addresses that it serves, such as {@code http://127.0.0.1:8080}; empty if only the host knows them. Asked for after
     * {@code start}.
     */
    List<URI> addresses();

    /**
     * Stops accepting and frees what {@code start} opened, and nothing of its host's. Connections that are still open are
     * aborted, which their listeners are told soon; calls that wait for a reply get none. A second call does nothing.
     */
    void close();
}
