package dev.turbine.broker.nats;

import java.time.Duration;

/**
 * A history of channels that outlives the nodes: a stream of JetStream, kept in files by the NATS servers, and shared by all
 * nodes of a prefix. What JetStream promises, and under which of its settings, is in {@code docs/nats.md}.
 *
 * <pre>{@code
 * NatsBroker.builder().durable(DurableHistory.of(1_000, Duration.ofHours(1)).replicas(3))
 * }</pre>
 *
 * <p>All nodes of a prefix have the same one: a node whose stream is there with other settings does not start. This class is
 * immutable and thread-safe: each method returns a copy.
 */
public final class DurableHistory {
    private static final int MAX_SIZE = 10_000;
    private static final int MAX_REPLICAS = 5; // JetStream's
    private static final Duration MIN_TTL = Duration.ofSeconds(1);
    private static final Duration MAX_TTL = Duration.ofDays(3_653);
    private static final long UNLIMITED = -1;

    private final int size;
    private final Duration ttl;
    private final int replicas;
    private final long maxBytes;

    private DurableHistory(int size, Duration ttl, int replicas, long maxBytes) {
        this.size = size;
        this.ttl = ttl;
        this.replicas = replicas;
        this.maxBytes = maxBytes;
    }

    /**
     * Keeps the newest publications of each channel, on one server.
     *
     * @param size how many of a channel at the most: not less than any channel's options ask for, of which a node warns at its
     *     start
     * @param ttl how long each is kept, likewise
     * @throws IllegalArgumentException unless {@code size} is 1 to 10,000 and {@code ttl} one second to ten years
     */
    public static DurableHistory of(int size, Duration ttl) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("size of a durable history must be 1 to " + MAX_SIZE + ", is " + size);
        }
        if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException(
                    "ttl of a durable history must be " + MIN_TTL + " to " + MAX_TTL + ", is " + ttl);
        }
        return new DurableHistory(size, ttl, 1, UNLIMITED);
    }

    /**
     * On how many servers of the cluster each publication is kept. Default 1.
     *
     * @throws IllegalArgumentException unless it is 1 to 5
     */
    public DurableHistory replicas(int servers) {
        if (servers < 1 || servers > MAX_REPLICAS) {
            throw new IllegalArgumentException("replicas must be 1 to " + MAX_REPLICAS + ", is " + servers);
        }
        return new DurableHistory(size, ttl, servers, maxBytes);
    }

    /**
     * How many bytes of disk all channels together may take on each server; past it, the oldest publications go, of whatever
     * channel. Default: no limit but those of NATS.
     *
     * @throws IllegalArgumentException if under 1
     */
    public DurableHistory maxBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1, is " + bytes);
        }
        return new DurableHistory(size, ttl, replicas, bytes);
    }

    int size() {
        return size;
    }

    Duration ttl() {
        return ttl;
    }

    int replicas() {
        return replicas;
    }

    /** -1 for no limit, as JetStream has it. */
    long maxBytes() {
        return maxBytes;
    }
}
