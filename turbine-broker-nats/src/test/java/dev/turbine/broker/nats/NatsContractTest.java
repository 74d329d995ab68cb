package dev.turbine.broker.nats;

import dev.turbine.spi.Broker;
import dev.turbine.tck.BrokerContract;
import dev.turbine.tck.BrokerFixture;
import dev.turbine.tck.FaultyProxy;
import dev.turbine.tck.NatsServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        return new Proxied("test-" + networks.incrementAndGet());
    }

    private record Proxied(String prefix, Map<Broker, FaultyProxy> proxies) implements BrokerFixture {
        Proxied(String prefix) {
            this(prefix, new ConcurrentHashMap<>());
        }

        @Override
        public Broker join() {
            FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.port());
            Broker broker = NatsBroker.builder()
                    .servers("nats://127.0.0.1:" + proxy.port())
                    .prefix(prefix)
                    .linger(Duration.ofMillis(50)) // so that the tests see the end of it
                    .build();
            proxies.put(broker, proxy);
            return broker;
        }

        @Override
        public void cut(Broker broker) {
            FaultyProxy proxy = proxies.get(broker);
            proxy.refuse();
            proxy.reset();
        }

        @Override
        public void swallow(Broker broker) {
            proxies.get(broker).swallow();
        }

        @Override
        public void mend(Broker broker) {
            proxies.get(broker).restore();
        }

        @Override
        public void close() {
            proxies.values().forEach(FaultyProxy::close);
        }
    }
}
