package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.spi.Broker.Forwarding;
import dev.turbine.tck.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many publications a second go over the broker, each of them confirmed, beside a bare client of NATS that confirms none. */
@Tag("load")
@Timeout(120)
class ThroughputTest {
    private static final int MESSAGES = 100_000;
    private static final int ROUNDS = 3;
    private static final int WINDOW = 4_096;
    private static final byte[] DATA = new byte[128];

    @Test
    void isOfTheOrderOfNatsItself() throws Exception {
        try (NatsServer server = NatsServer.start()) {
            Connection sender = Nats.connect(server.url());
            Connection receiver = Nats.connect(server.url());
            NatsBroker here = NatsBroker.builder().servers(server.url()).build();
            NatsBroker there = NatsBroker.builder().servers(server.url()).build();
            RecordingListener heard = new RecordingListener();
            here.start(new RecordingListener());
            there.start(heard);
            there.subscribe("channel").toCompletableFuture().get(5, TimeUnit.SECONDS);
            AtomicLong bare = new AtomicLong();
            Dispatcher dispatcher = receiver.createDispatcher(message -> bare.incrementAndGet());
            dispatcher.setPendingLimits(-1, -1);
            dispatcher.subscribe("bare");
            receiver.flush(Duration.ofSeconds(5));

            double best = 0;
            double bestBare = 0;
            for (int round = 0; round < ROUNDS; round++) {
                best = Math.max(best, rate(() -> {
                    publishConfirmed(here);
                    await().pollInterval(Duration.ofMillis(1)).until(() -> heard.publications.size() == MESSAGES);
                }));
                heard.publications.clear();
                bestBare = Math.max(bestBare, rate(() -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        sender.publish("bare", DATA);
                    }
                    await().pollInterval(Duration.ofMillis(1)).until(() -> bare.get() == MESSAGES);
                }));
                bare.set(0);
            }
            System.out.printf(
                    "over the broker: %.0f publications a second, each confirmed; NATS alone: %.0f, none confirmed%n",
                    best, bestBare);
            assertThat(best).isGreaterThan(bestBare / 10);
            here.close();
            there.close();
            sender.close();
            receiver.close();
        }
    }

    private static void publishConfirmed(NatsBroker broker) {
        Semaphore window = new Semaphore(WINDOW);
        for (int i = 0; i < MESSAGES; i++) {
            window.acquireUninterruptibly();
            broker.publish("channel", DATA).thenAccept(outcome -> {
                if (outcome == Forwarding.FORWARDED) {
                    window.release(); // otherwise the test does not end
                }
            });
        }
        window.acquireUninterruptibly(WINDOW);
    }

    private static double rate(Runnable run) {
        long start = System.nanoTime();
        run.run();
        return MESSAGES * 1e9 / (System.nanoTime() - start);
    }
}
