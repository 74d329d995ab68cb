package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Publication;
import dev.turbine.api.PublishResult;
import dev.turbine.spi.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes whose history is in a log that they share. */
class DurableNodesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TOKEN = "token of user-1 until 2099-01-01T00:00:00Z";
    private static final Pattern SUBSCRIBED = Pattern.compile(
            "\\{\"id\":2,\"result\":\\{\"subscribed\":true,\"epoch\":\"(.+?)\",\"offset\":(\\d+)(,\"recovered\":\\w+)?}}");
    private static final Pattern PUBLICATION =
            Pattern.compile(".*\"channel\":\"news\",\"offset\":(\\d+),\"data\":(\\d+)}}");

    private final MemoryNetwork network = MemoryNetwork.withLog(5);
    private final Broker brokerA = network.join();
    private final MemoryTransport transportA = new MemoryTransport();
    private final MemoryTransport transportB = new MemoryTransport();
    private final Turbine a = start(transportA, brokerA);
    private Turbine b = start(transportB, network.join());

    private static Turbine start(MemoryTransport transport, Broker broker) {
        return Turbine.builder()
                .transport(transport)
                .authenticator(new TestAuthenticator())
                .broker(broker)
                .channels("*", ChannelOptions.none().history(5, Duration.ofMinutes(1)))
                .start();
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void publish(Turbine node, int from, int to) {
        for (int i = from; i <= to; i++) {
            assertThat(get(node.publish("news", Integer.toString(i))).ok()).isTrue();
        }
    }

    /** A client that follows the channel. */
    private static final class Follower {
        final Client client;
        final String epoch;
        final String reply;
        long offset;

        Follower(MemoryTransport transport, String recover) {
            client = transport.dial();
            client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + TOKEN + "\"}}");
            client.receive(PATIENCE);
            client.sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"news\"" + recover + "}}");
            reply = client.receive(PATIENCE);
            Matcher parts = SUBSCRIBED.matcher(reply);
            assertThat(parts.matches()).as(reply).isTrue();
            epoch = parts.group(1);
            offset = Long.parseLong(parts.group(2));
        }

        /** The next publications, which come one by one. */
        List<Integer> receive(int count) {
            List<Integer> data = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String frame = client.receive(PATIENCE);
                Matcher parts = PUBLICATION.matcher(frame);
                assertThat(parts.matches()).as(frame).isTrue();
                offset = Long.parseLong(parts.group(1));
                data.add(Integer.parseInt(parts.group(2)));
            }
            return data;
        }

        String position() {
            return ",\"recover\":{\"epoch\":\"" + epoch + "\",\"offset\":" + offset + "}";
        }
    }

    @Test
    void aClientComesBackToAnyNode() {
        Follower first = new Follower(transportA, "");
        publish(a, 1, 1);
        publish(b, 2, 2);
        assertThat(first.receive(2)).containsExactly(1, 2);
        first.client.close();
        publish(a, 3, 3);
        publish(b, 4, 5);

        Follower again = new Follower(transportB, first.position());

        assertThat(again.reply).contains("\"recovered\":true").contains(first.epoch);
        assertThat(again.receive(3)).containsExactly(3, 4, 5);
        publish(a, 6, 6);
        assertThat(again.receive(1)).containsExactly(6);
    }

    @Test
    void theHistoryOutlivesEveryNode() {
        Follower first = new Follower(transportB, "");
        publish(b, 1, 2);
        first.receive(2);
        publish(a, 3, 4);
        b.close();
        MemoryTransport transport = new MemoryTransport();
        b = start(transport, network.join());

        Follower again = new Follower(transport, first.position());

        assertThat(again.reply).contains("\"recovered\":true");
        assertThat(again.receive(2)).containsExactly(3, 4);
    }

    @Test
    void whatWasTrimmedIsNotRecovered() {
        Follower first = new Follower(transportA, "");
        publish(a, 1, 7);
        Follower again = new Follower(transportB, first.position());
        assertThat(again.reply).contains("\"recovered\":false");
        publish(a, 8, 8);
        assertThat(again.receive(1)).containsExactly(8);
    }

    @Test
    void whatCameWhileTheLogWasAwayIsReadFromIt() {
        Follower follower = new Follower(transportA, "");
        publish(b, 1, 1);
        follower.receive(1);
        network.cut(brokerA);
        publish(b, 2, 4);
        assertThat(get(a.publish("news", "99")).code()).isEqualTo(503);
        network.mend(brokerA);
        assertThat(follower.receive(3)).containsExactly(2, 3, 4);
        publish(a, 5, 5);
        assertThat(follower.receive(1)).containsExactly(5);
    }

    @Test
    void whoMissedMoreThanTheLogHoldsIsTold() {
        Follower follower = new Follower(transportA, "");
        publish(b, 1, 1);
        follower.receive(1);
        network.cut(brokerA);
        publish(b, 2, 9);
        network.mend(brokerA);
        assertThat(follower.client.receive(PATIENCE))
                .contains("\"unsubscribed\"")
                .contains("4004");
    }

    /** It would be told that it has lost something, which it has not. */
    @Test
    void whoKnowsMoreThanANodeThatIsAwayIsToldToTryAgain() {
        publish(a, 1, 1);
        new Follower(transportA, "").client.close();
        Follower ahead = new Follower(transportB, "");
        network.cut(brokerA);
        publish(b, 2, 3);
        assertThat(ahead.receive(2)).containsExactly(2, 3);
        ahead.client.close();
        Client client = transportA.dial();
        client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + TOKEN + "\"}}");
        client.receive(PATIENCE);
        client.sendText(
                "{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"news\"" + ahead.position() + "}}");
        assertThat(client.receive(PATIENCE))
                .isEqualTo("{\"id\":2,\"error\":{\"code\":503,\"message\":\"unavailable\"}}");
        network.mend(brokerA);
        publish(b, 4, 4);
        await().untilAsserted(() -> {
            Follower again = new Follower(transportA, ahead.position());
            assertThat(again.reply).contains("\"recovered\":true");
            assertThat(again.receive(1)).containsExactly(4);
        });
    }

    @Test
    void aChannelWhoseLogIsAwayIsUnavailable() {
        network.cut(brokerA);
        Client client = transportA.dial();
        client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + TOKEN + "\"}}");
        client.receive(PATIENCE);
        client.sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"news\"}}");
        assertThat(client.receive(PATIENCE))
                .isEqualTo("{\"id\":2,\"error\":{\"code\":503,\"message\":\"unavailable\"}}");
        assertThat(get(a.history("news", null, 9)).code()).isEqualTo(503);
        network.mend(brokerA);
        await().until(() -> get(a.history("news", null, 9)).ok());
    }

    @Test
    void aSecondAttemptOnAnotherNodeIsNotPublished() {
        PublishResult first = get(a.publish("news", "1", "key"));
        PublishResult second = get(b.publish("news", "1", "key"));
        assertThat(first.ok() && second.ok()).isTrue();
        publish(a, 2, 2);
        HistoryResult history = get(b.history("news", null, 9));
        assertThat(history.publications()).extracting(Publication::data).containsExactly("1", "2");
        assertThat(get(a.history("news", null, 9)).top()).isEqualTo(history.top());
    }
}
