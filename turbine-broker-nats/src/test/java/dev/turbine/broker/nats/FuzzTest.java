package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import dev.turbine.api.Stats;
import dev.turbine.api.Subscription;
import dev.turbine.tck.Client;
import dev.turbine.tck.NatsServer;
import dev.turbine.tck.SocketClient;
import io.nats.client.Message;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Somebody who may publish under the prefix, and is no node, throws rubbish at it. None of it reaches a subscriber, all of it
 * is counted, and the node goes on.
 */
class FuzzTest {
    private static final int MESSAGES = 100_000;
    private static final int STEP = 1_000; // more at once would be an overflow, which is counted, too, but not exactly
    private static final String CHANNEL = "fuzz";
    private static final String SUBJECT = "turbine.c.fuzz";
    private static final String NODES = "turbine.n";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Random random = new Random(5);
    private long sequence;

    @Test
    void rubbishIsCountedAndHarmsNobody() throws Exception {
        try (NatsServer server = NatsServer.start();
                Spy spy = new Spy(server);
                Member target = Member.start(0, server.url());
                Member other = Member.start(1, server.url());
                Client session = SocketClient.open(target.base())) {
            List<String> heard = new CopyOnWriteArrayList<>();
            Subscription subscription =
                    target.turbine().subscribe(CHANNEL, publication -> heard.add(publication.data()));
            session.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + Member.token() + "\"}}");
            session.sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + CHANNEL + "\"}}");
            assertThat(session.receive(PATIENCE)).contains("result");
            assertThat(session.receive(PATIENCE)).contains("result");
            await().until(() -> server.subscriptions("turbine") == 1);
            other.turbine().publish(CHANNEL, "\"before\"").toCompletableFuture().join();
            assertThat(session.receive(PATIENCE)).contains("\"before\"");
            await().until(() ->
                    spy.seen().stream().anyMatch(message -> message.getSubject().equals(NODES)));
            List<Message> real = spy.seen().stream()
                    .filter(message -> List.of(NODES, SUBJECT).contains(message.getSubject()))
                    .toList();
            long start = System.nanoTime();
            PrintStream console = System.err;
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));

            try {
                for (int thrown = 0; thrown < MESSAGES; ) {
                    for (int i = 0; i < STEP; i++) {
                        throwOne(spy, real);
                    }
                    spy.flush();
                    thrown += STEP;
                    int all = thrown;
                    await().pollInterval(Duration.ofMillis(1))
                            .atMost(PATIENCE)
                            .untilAsserted(
                                    () -> assertThat(counted(target.turbine().stats()))
                                            .isEqualTo(all));
                }
            } finally {
                System.setErr(console);
            }

            System.out.printf(
                    "fuzz: %d messages in %.1f s, %s, malformed for the engine %d%n",
                    MESSAGES,
                    (System.nanoTime() - start) / 1e9,
                    target.link().dropped(),
                    target.turbine().stats().lost().get("malformed"));
            assertThat(log.toString(StandardCharsets.UTF_8).lines())
                    .as("the log")
                    .hasSizeLessThan(5);
            assertThat(target.link().dropped()).containsEntry("overflow", 0L);
            assertThat(target.link().state()).isEqualTo(LinkStats.State.UP);
            assertThat(target.turbine().stats().faults()).isZero();
            other.turbine().publish(CHANNEL, "\"after\"").toCompletableFuture().join();
            assertThat(session.receive(PATIENCE)).contains("\"after\"");
            session.sendText("{\"id\":3,\"method\":\"ping\"}");
            assertThat(session.receive(PATIENCE)).contains("\"id\":3");
            assertThat(heard).containsExactly("\"before\"", "\"after\"");
            assertThat(target.turbine().nodes()).hasSize(2);
            subscription.close();
        }
    }

    /** What has come in and is nothing: for the broker, or for the engine. */
    private static long counted(Stats stats) {
        return stats.link().dropped().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                + stats.lost().get("malformed");
    }

    private void throwOne(Spy spy, List<Message> real) {
        Message model = real.get(random.nextInt(real.size()));
        byte[] bytes = model.getData();
        String subject = random.nextInt(4) == 0 ? NODES : SUBJECT;
        switch (random.nextInt(10)) {
            case 0 -> spy.publish(subject, randomBytes(random.nextInt(200)));
            case 1 -> spy.publish(subject, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 2 -> spy.publish(model.getSubject(), mutated(bytes));
            case 3 -> spy.publish(model.getSubject().equals(NODES) ? SUBJECT : NODES, bytes); // on the wrong subject
            case 4 -> spy.publish(model.getSubject(), bytes); // again
            case 5 -> spy.publish(subject, new byte[0]);
            case 6 -> spy.publish(subject, random.nextInt(200) == 0 ? randomBytes(1 << 20) : randomBytes(4096));
            case 7 -> spy.publish(subject, otherVersion(bytes));
            case 8 -> spy.publish(subject, Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20)));
            default -> spy.publish(subject, new Envelope(1, ++sequence, noJson()).encode(subject));
        }
    }

    private byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] mutated(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private static byte[] otherVersion(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[1]++;
        return copy;
    }

    /** Sound for the broker; the engine takes only JSON, and only reports as one node makes them for others. */
    private byte[] noJson() {
        String[] texts = {
            "", "{", "[1", "nul", "\"", "{\"a\":}", "1 2", "01", "{\"node\":1", "\u0000", "}", "'a'", "NaN", "[1,]"
        };
        return random.nextInt(5) == 0
                ? new byte[] {'"', (byte) 0xC3, '"'}
                : texts[random.nextInt(texts.length)].getBytes(StandardCharsets.UTF_8);
    }
}
