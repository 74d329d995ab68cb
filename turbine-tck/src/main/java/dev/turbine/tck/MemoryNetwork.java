package dev.turbine.tck;

import dev.turbine.spi.Broker;
import java.util.ArrayList;
import java.util.List;

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
public final class MemoryNetwork implements BrokerFixture {
    private final Object lock = new Object(); // of all brokers: what one does is done for all at once
    private final List<MemoryBroker> running = new ArrayList<>(); // guarded by lock

    /** A network that nobody has joined. */
    public MemoryNetwork() {}

    @Override
    public Broker join() {
        return new MemoryBroker(lock, running);
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
