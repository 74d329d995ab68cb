package dev.turbine.tck;

import dev.turbine.spi.Broker;
import java.time.Duration;

/**
 * A network of brokers under test, and the ways to break it. {@link BrokerContract} takes a new one for each test, and closes
 * the brokers that joined before it closes the network.
 *
 * <p>For brokers that meet at a server, put a {@link FaultyProxy} in front of it for each broker, and remember which belongs
 * to which: {@code cut} is then {@code refuse} and {@code reset}, {@code swallow} is {@code swallow}, and {@code mend} is
 * {@code restore}. A server may be shared by all tests if each has a part of it for itself, such as a prefix of its own.
 */
public interface BrokerFixture extends AutoCloseable {
    /** Makes a broker of another node, which has not been started and reaches those that joined before and will after. */
    Broker join();

    /** Ends the connection between a broker and the network so that it notices, and refuses new ones. Also before its start. */
    void cut(Broker broker);

    /**
     * Lets the connection between a broker and the network stand, and loses whatever goes over it, both ways: nobody is
     * told. New ones open as well, and nothing comes back. Also before the broker's start.
     */
    void swallow(Broker broker);

    /** Undoes {@link #cut} and {@link #swallow}. What has lost bytes ends: the broker has to connect again. */
    void mend(Broker broker);

    /**
     * How long a test waits for what a sound broker does in the end: arrivals, noticing that its link is dead, being back
     * after {@link #mend}.
     */
    default Duration patience() {
        return Node.PATIENCE;
    }

    @Override
    default void close() {}
}
