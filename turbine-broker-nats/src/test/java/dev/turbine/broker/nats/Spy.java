package dev.turbine.broker.nats;

import dev.turbine.tck.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** A client of NATS that is no node: sees everything, and publishes anything. */
final class Spy implements AutoCloseable {
    private final Connection connection;
    private final List<Message> seen = new CopyOnWriteArrayList<>();

    /** Watches from now on. */
    Spy(NatsServer server) throws IOException, InterruptedException, TimeoutException {
        connection = Nats.connect(Options.builder()
                .server(server.url())
                .noReconnect()
                .noEcho()
                .maxMessagesInOutgoingQueue(0)
                .build());
        connection.createDispatcher(seen::add).subscribe(">");
        flush();
    }

    List<Message> seen() {
        return seen;
    }

    void publish(String subject, byte[] bytes) {
        connection.publish(subject, bytes);
    }

    /** Waits until the server has all that was published. */
    void flush() throws InterruptedException, TimeoutException {
        connection.flush(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
