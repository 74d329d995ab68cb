package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.spi.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sessions that are fed from one history at the same time. */
class SharedFeedTest {
    private final OutboxMemory memory =
            new OutboxMemory(new Limits(Map.of(Limit.OUTBOUND_MESSAGES, 3L, Limit.SHARDS, 1L)), new ShardCounters());
    private final Subscribers.Channel channel = new Subscribers().begin("kept", ChannelOptions.none());
    private final Message message = Message.text("x".repeat(100));

    private Outbox fed() {
        Outbox outbox = new Outbox(memory);
        assertThat(outbox.offer(channel.feed(message), OverflowPolicy.CATCH_UP)).isTrue();
        return outbox;
    }

    @Test
    void aPublicationCountsOnceForAllOfThem() {
        List<Outbox> crowd = Stream.generate(this::fed).limit(1_000).toList();
        assertThat(memory.totalBytes()).isEqualTo(100);
        OutboundMessage shared = channel.feed(message);

        crowd.forEach(Outbox::end);
        assertThat(memory.totalBytes()).isZero();
        assertThat(channel.feed(message))
                .as("it is kept no longer than it is held")
                .isNotSameAs(shared);
    }

    @Test
    void oneThatIsPublishedAtTheSameTimeDoesNotEndThat() {
        Outbox behind = fed();
        OutboundMessage shared = channel.feed(message);
        Outbox live = new Outbox(memory);
        live.offer(OutboundMessage.publication(message, channel), OverflowPolicy.CATCH_UP);
        live.end();
        assertThat(channel.feed(message)).isSameAs(shared);
        behind.end();
        assertThat(memory.totalBytes()).isZero();
    }

    @Test
    void oneThatNobodyTookIsForgotten() {
        OutboundMessage refused = channel.feed(message);
        assertThat(refused.isHeld()).isFalse();
        channel.forget(refused);
        assertThat(channel.feed(message)).isNotSameAs(refused);
    }
}
