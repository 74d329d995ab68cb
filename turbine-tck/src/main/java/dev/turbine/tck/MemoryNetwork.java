package dev.turbine.tck;

import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brokers of several nodes in one process, without a server: for tests of an engine, or of an application that runs on
 * several nodes. They keep the rules of the SPI.
 *
 * <pre>{@code
 * MemoryNetwork network = new MemoryNetwork();
 * Broker broker = network.join();
 * Turbine one = Turbine.builder().broker(broker)...start();
 * Turbine two = Turbine.builder().broker(network.join())...start();
 * network.cut(broker); // one is away from two
 * network.mend(broker); // and is back, with a gap
 * }</pre>
 *
 * <p>A broker calls its listener on a thread of its own. It keeps up to 4,096 arrivals or 32 MB for a listener that is busy;
 * what comes on top is counted as {@code overflow}, and a gap. One whose connection is {@linkplain #swallow swallowed}
 * notices after 100 ms, and {@code close} waits for a listener that is busy for 300 ms.
 *
 * <p>This class is thread-safe.
 */
public final class MemoryNetwork implements LogFixture {
    private final Object lock = new Object(); // of all brokers: what one does is done for all at once
    private final List<MemoryBroker> running = new ArrayList<>(); // guarded by lock

    private final @Nullable MemoryHistory history; // guarded by lock; null without a log

    /** A network that nobody has joined, without a log: each node keeps its own history. */
    public MemoryNetwork() {
        this(null);
    }

    private MemoryNetwork(@Nullable MemoryHistory history) {
        this.history = history;
    }

    /**
     * One whose brokers share a {@link PublicationLog}. It keeps what it holds, however long nobody asks.
     *
     * @param size how many entries of each channel it holds
     * @throws IllegalArgumentException if {@code size} is under 1
     */
    public static MemoryNetwork withLog(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size of a log must be at least 1, is " + size);
        }
        return new MemoryNetwork(new MemoryHistory(size));
    }

    @Override
    public Broker join() {
        return new MemoryBroker(lock, running, history);
    }

    /** How many entries of a channel the log holds; 0 without a log. */
    @Override
    public int size() {
        return history == null ? 0 : history.size();
    }

    /** Cuts all brokers that have been started, and mends them. The log keeps what it holds. */
    @Override
    public void restart() {
        List<MemoryBroker> all;
        synchronized (lock) {
            all = List.copyOf(running);
        }
        all.forEach(MemoryBroker::cut);
        all.forEach(MemoryBroker::mend);
    }

    @Override
    public void renew() {
        synchronized (lock) {
            if (history != null) {
                history.renew();
                running.forEach(MemoryBroker::renewed);
            }
        }
    }

    @Override
    public void cut(Broker broker) {
        own(broker).cut();
    }

    @Override
    public void swallow(Broker broker) {
        own(broker).swallow();
    }

    @Override
    public void mend(Broker broker) {
        own(broker).mend();
    }

    private MemoryBroker own(Broker broker) {
        if (broker instanceof MemoryBroker own && own.isOf(running)) {
            return own;
        }
        throw new IllegalArgumentException("not a broker of this network: " + broker);
    }
}
