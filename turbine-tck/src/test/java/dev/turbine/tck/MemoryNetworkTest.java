package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turbine.spi.Broker.Forwarding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link MemoryBrokerContractTest} leaves open: the sizes that the network promises. */
final class MemoryNetworkTest {
    private final Mesh mesh = new Mesh(new MemoryNetwork());

    @AfterEach
    void close() {
        mesh.close();
    }

    @Test
    void whatComesOnTopOfAFullInboxIsCountedAndOneGap() {
        BrokerNode publisher = mesh.join();
        BrokerNode reader = mesh.join();
        reader.subscribe("news");
        Gate gate = new Gate();
        reader.onPublication((channel, payload) -> gate.pass());
        try (gate) {
            publisher.forward("news", "first");
            mesh.until("the listener to block", gate::isReached);
            for (int i = 0; i < 5000; i++) {
                assertThat(publisher.forward("news", "m" + i)).isEqualTo(Forwarding.FORWARDED);
            }
            assertThat(reader.stats().dropped()).containsEntry("overflow", 5000L - 4096);
        }
        reader.awaitGap();
        publisher.forward("news", "end");
        reader.awaitText("news", "end");
        assertThat(reader.stats().received()).isEqualTo(1 + 4096 + 1);
        assertThat(reader.stats().gaps()).isEqualTo(1);
        assertThat(reader.gaps()).isEqualTo(1);
    }

    @Test
    void breaksNoBrokerOfAnotherNetwork() {
        MemoryNetwork other = new MemoryNetwork();
        assertThatThrownBy(() -> other.cut(mesh.join().broker()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a broker of this network: ");
    }
}
