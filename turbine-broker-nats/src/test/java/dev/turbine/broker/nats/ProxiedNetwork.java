package dev.turbine.broker.nats;

import dev.turbine.spi.Broker;
import dev.turbine.tck.BrokerFixture;
import dev.turbine.tck.FaultyProxy;
import dev.turbine.tck.NatsServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes of one prefix on a nats-server, each over a proxy of its own. */
class ProxiedNetwork implements BrokerFixture {
    final NatsServer server;
    final String prefix;
    private final Map<Broker, FaultyProxy> proxies = new ConcurrentHashMap<>();

    ProxiedNetwork(NatsServer server, String prefix) {
        this.server = server;
        this.prefix = prefix;
    }

    NatsBroker.Builder builder() {
        return NatsBroker.builder().prefix(prefix).linger(Duration.ofMillis(50)); // so that the tests see the end of it
    }

    @Override
    public Broker join() {
        FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.port());
        Broker broker = builder().servers("nats://127.0.0.1:" + proxy.port()).build();
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
