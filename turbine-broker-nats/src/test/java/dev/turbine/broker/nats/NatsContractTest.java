package dev.turbine.broker.nats;

import dev.turbine.tck.BrokerContract;
import dev.turbine.tck.BrokerFixture;
import dev.turbine.tck.NatsServer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On one nats-server for all tests, with a prefix for each and a proxy for each node. */
final class NatsContractTest extends BrokerContract {
    private static final NatsServer server = NatsServer.stopped();
    private static final AtomicInteger networks = new AtomicInteger();

    @BeforeAll
    static void startServer() {
        server.restart();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected BrokerFixture network() {
        return new ProxiedNetwork(server, "test-" + networks.incrementAndGet());
    }
}
