package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.spi.Message;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose turn it is to catch up, in a session whose buffer stays full. */
class CatchUpTurnsTest {
    private static final ChannelOptions KEPT = ChannelOptions.none().history(10, Duration.ofMinutes(1));

    private final Shard shard = HandNode.of(
                    "hand-1", 1, Map.of(Limit.SHARDS, 1L, Limit.OUTBOUND_MESSAGES, 2L), new ManualClock(), null)
            .shards()
            .get(0);
    private final Session session = new Session(1, shard, new SilentConnection(), false);
    private final Outbox outbox = new Outbox(shard.memory);
    private final CatchUp catchUp = new CatchUp(session, outbox, lost -> {});

    private Subscription behind() {
        Subscription subscription = new Subscription(session, shard.subscribers.begin("kept", KEPT));
        subscription.state = Subscription.State.ACTIVE;
        subscription.follow = new Follow("epoch", 0);
        catchUp.begin(subscription, null);
        return subscription;
    }

    @Test
    void oneThatHasEndedIsForgottenThoughItsTurnDoesNotCome() {
        outbox.offer(
                OutboundMessage.publication(Message.text("1"), shard.subscribers.begin("other", KEPT)),
                OverflowPolicy.DROP_NEWEST);
        assertThat(outbox.isHalfFull()).isTrue();
        behind();
        for (int i = 0; i < 100; i++) {
            Subscription ended = behind();
            ended.state = Subscription.State.ENDED;
            catchUp.forget(ended);
        }
        assertThat(catchUp.waiting()).isEqualTo(1);
    }
}
