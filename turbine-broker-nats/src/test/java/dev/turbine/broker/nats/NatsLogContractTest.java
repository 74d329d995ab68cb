package dev.turbine.broker.nats;

import dev.turbine.spi.Broker;
import dev.turbine.tck.FaultyProxy;
import dev.turbine.tck.LogFixture;
import dev.turbine.tck.NatsServer;
import dev.turbine.tck.PublicationLogContract;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On one nats-server with JetStream for all tests, with a prefix and so a stream for each, and a proxy for each node. */
final class NatsLogContractTest extends PublicationLogContract {
    private static final int SIZE = 100;
    private static final AtomicInteger networks = new AtomicInteger();
    private static NatsServer server = NatsServer.stopped();

    @BeforeAll
    static void startServer(@TempDir Path store) {
        server = NatsServer.start("-js", "-sd", store.toString());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected LogFixture network() {
        return new Proxied("log.test-" + networks.incrementAndGet(), new ConcurrentHashMap<>());
    }

    private record Proxied(String prefix, Map<Broker, FaultyProxy> proxies) implements LogFixture {
        @Override
        public Broker join() {
            FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.port());
            Broker broker = NatsBroker.builder()
                    .servers("nats://127.0.0.1:" + proxy.port())
                    .prefix(prefix)
                    .linger(Duration.ofMillis(50)) // so that the tests see the end of it
                    .durable(DurableHistory.of(SIZE, Duration.ofHours(1)))
                    .build();
            proxies.put(broker, proxy);
            return broker;
        }

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public void restart() {
            server.kill();
            server.restart();
        }

        @Override
        @SuppressWarnings("try") // to close a connection may be interrupted
        public void renew() {
            String stream = prefix.replace(".", "=2E") + "-history";
            try (Connection admin = Nats.connect(server.url())) {
                admin.jetStreamManagement().deleteStream(stream);
            } catch (IOException | InterruptedException | JetStreamApiException e) {
                throw new IllegalStateException("cannot delete " + stream, e);
            }
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
