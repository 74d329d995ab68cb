package dev.turbine.broker.nats;

import dev.turbine.tck.LogFixture;
import dev.turbine.tck.NatsServer;
import dev.turbine.tck.PublicationLogContract;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
        return new DurableNetwork("log.test-" + networks.incrementAndGet());
    }

    private static final class DurableNetwork extends ProxiedNetwork implements LogFixture {
        DurableNetwork(String prefix) {
            super(NatsLogContractTest.server, prefix);
        }

        @Override
        NatsBroker.Builder builder() {
            return super.builder().durable(DurableHistory.of(SIZE, Duration.ofHours(1)));
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
    }
}
