package dev.turbine.spi;

import java.util.Map;

/**
 * {@link java.util.ServiceLoader} factory for a {@link Broker}. An implementation is public, has a public constructor
 * without parameters, and stands in {@code META-INF/services} and in its {@code module-info}. It is used by name only: to
 * be on the class path joins no node to others.
 */
public interface BrokerProvider {
    /** The name by which a host chooses it: {@code nats}. */
    String name();

    /**
     * Makes a broker that has not started yet.
     *
     * @param settings what the broker documents
     * @throws IllegalArgumentException if a setting is unknown or has a wrong value; the message names it and what is
     *     accepted, and holds no secret
     */
    Broker create(Map<String, String> settings);
}
