package dev.turbine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerInputTest {
    private final FakeTransport transport = new FakeTransport();

    @Test
    void whatIsNotJsonInUtf8ReachesNobodyWhereverItComesFrom() {
        DirectBroker feed = new DirectBroker.Bus().broker();
        try (Turbine node = TestNodes.builder(transport).broker(feed).start()) {
            FakeConnection ann = transport.subscribe("ann", "news");
            feed.hear("news", new byte[] {'"', (byte) 0xff, '"'});
            feed.hear("news", "1}},{\"id\":1".getBytes(UTF_8));
            feed.hear("news", "2".getBytes(UTF_8));

            await().until(() -> ann.data().contains("2"));
            assertThat(ann.data()).containsExactly("2");
            assertThat(node.stats().sessions()).isEqualTo(1);
        }
    }
}
