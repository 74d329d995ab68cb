package dev.turbine.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.DirectBroker;
import dev.turbine.api.Limit;
import dev.turbine.api.LinkStats;
import dev.turbine.api.PublishResult;
import dev.turbine.spi.Broker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BrokerCallsTest {
    private final ManualClock clock = new ManualClock();
    private final Silent broker = new Silent();
    private final Node node = HandNode.of("n-000000000001", 1, Map.of(Limit.BROKER_TIMEOUT, 1_000L), clock, broker);
    private final Shard shard = node.shards().get(0);
    private final List<PublishResult> results = new ArrayList<>();

    /** Answers when the test does. */
    private static final class Silent extends DirectBroker {
        final List<CompletableFuture<Forwarding>> publications = new ArrayList<>();
        boolean isBroken;

        Silent() {
            super(new Bus());
        }

        @Override
        public CompletionStage<Void> subscribe(String channel) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            CompletableFuture<Forwarding> answer = new CompletableFuture<>();
            publications.add(answer);
            return answer;
        }

        @Override
        public LinkStats stats() {
            if (isBroken) {
                throw new IllegalStateException("deliberate");
            }
            return super.stats();
        }
    }

    private void publish() {
        node.publish(List.of("news"), "1".getBytes(UTF_8), null, results::add);
        shard.round();
    }

    private void pass(long millis) {
        clock.advanceMillis(millis);
        shard.round();
        shard.round();
    }

    @Test
    void aPublicationThatTheBrokerForgetsHasAnUnknownFate() {
        publish();
        pass(999);
        assertThat(results).isEmpty();
        pass(1);

        assertThat(results).containsExactly(PublishResult.accepted(0, false));
        assertThat(node.stats().faults()).isEqualTo(1);
        assertThat(node.permits.areAllFree()).isTrue();
        assertThat(shard.timers.size()).isZero();
    }

    @Test
    void anAnswerThatComesTooLateChangesNothing() {
        publish();
        pass(1_000);
        broker.publications.get(0).complete(Broker.Forwarding.FORWARDED);

        assertThat(results).containsExactly(PublishResult.accepted(0, false));
        assertThat(node.permits.areAllFree()).isTrue();
    }

    @Test
    void eachWaitsForItsOwnTime() {
        publish();
        pass(600);
        publish();
        publish();
        broker.publications.get(1).complete(Broker.Forwarding.FORWARDED);
        pass(400);
        assertThat(results).hasSize(2);
        pass(599);
        assertThat(results).hasSize(2);
        pass(1);

        assertThat(results).hasSize(3);
        assertThat(node.stats().faults()).isEqualTo(2);
    }

    @Test
    void aSubscriptionThatTheBrokerForgetsHoldsOnThisNode() {
        boolean[] answered = {false};
        Relay relay = node.relay;
        assertThat(relay).isNotNull();
        relay.subscribe(shard, "news").thenAccept(relayed -> answered[0] = !relayed);
        pass(999);
        assertThat(answered[0]).isFalse();
        pass(1);

        assertThat(answered[0]).isTrue();
        assertThat(node.stats().faults()).isEqualTo(1);
    }

    @Test
    void aBrokerThatCannotSayHowItsLinkIsIsNotTakenForNone() {
        broker.isBroken = true;

        assertThat(node.stats().link().state()).isEqualTo(LinkStats.State.AWAY);
        assertThat(node.stats().faults()).isPositive();
    }

    @Test
    void whatIsAnsweredKeepsNoPlaceBehindOneThatHangs() {
        publish();
        for (int i = 1; i < 20_000; i++) {
            publish();
            broker.publications.get(i).complete(Broker.Forwarding.FORWARDED);
        }

        assertThat(shard.brokerCalls.size()).isLessThanOrEqualTo(256);
        assertThat(results).hasSize(19_999);
    }

    @Test
    void aBrokerThatAnswersNothingIsDealtWithTenTimesInATimeoutAtTheMost() {
        int times = 0;
        for (int i = 0; i < 1_000; i++) {
            int before = results.size();
            publish();
            pass(10);
            times += results.size() > before ? 1 : 0;
        }
        assertThat(times).as("in nine timeouts").isBetween(80, 91);
        pass(2_000);
        pass(2_000);

        assertThat(results).hasSize(1_000);
        assertThat(node.stats().faults()).isEqualTo(1_000);
        assertThat(node.permits.areAllFree()).isTrue();
    }
}
