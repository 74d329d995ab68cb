package dev.turbine.spi;

import java.util.Map;

/**
 * {@link java.util.ServiceLoader} factory for a {@link Transport}. An implementation is public, has a public constructor
 * without parameters, and stands in {@code META-INF/services} and in its {@code module-info}.
 */
public interface TransportProvider {
    /** The name by which a host chooses it: {@code jetty}. */
    String name();

    /**
     * Makes a transport that has not started yet.
     *
     * @param settings {@code host} (an address to listen on, default all) and {@code port} (0 for any free one, default
     *     8080), and what the transport documents beyond them
     * @throws IllegalArgumentException if a setting is unknown or has a wrong value; the message names it and what is
     *     accepted
     */
    Transport create(Map<String, String> settings);
}
