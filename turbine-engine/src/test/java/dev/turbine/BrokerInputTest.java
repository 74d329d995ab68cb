package dev.turbine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerInputTest {
    private final FakeTransport transport = new FakeTransport();

    /** A broker whose other nodes are the test. */
    private static final class Feed implements Broker {
        volatile @Nullable Listener listener;

        @Override
        public void start(Listener listener) {
            this.listener = listener;
        }

        @Override
        public CompletionStage<Void> subscribe(String channel) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void unsubscribe(String channel) {}

        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            return CompletableFuture.completedFuture(Forwarding.FORWARDED);
        }

        @Override
        public void broadcast(byte[] payload) {}

        @Override
        public LinkStats stats() {
            return LinkStats.NONE;
        }

        @Override
        public void close() {}
    }

    @Test
    void whatIsNotJsonInUtf8ReachesNobodyWhereverItComesFrom() {
        Feed feed = new Feed();
        try (Turbine node = TestNodes.builder(transport).broker(feed).start()) {
            FakeConnection ann = transport.subscribe("ann", "news");
            feed.listener.onPublication("news", new byte[] {'"', (byte) 0xff, '"'});
            feed.listener.onPublication("news", "1}},{\"id\":1".getBytes(UTF_8));
            feed.listener.onPublication("news", "2".getBytes(UTF_8));

            await().until(() -> ann.data().contains("2"));
            assertThat(ann.data()).containsExactly("2");
            assertThat(node.stats().sessions()).isEqualTo(1);
        }
    }
}
