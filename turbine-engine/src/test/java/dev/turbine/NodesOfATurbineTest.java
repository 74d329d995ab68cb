package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Limit;
import dev.turbine.api.NodeInfo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodesOfATurbineTest {
    private final DirectBroker.Bus bus = new DirectBroker.Bus();

    private Turbine.Builder builder(String name) {
        return TestNodes.builder(new FakeTransport()).name(name).broker(bus.broker());
    }

    private static List<String> names(Turbine node) {
        return node.nodes().stream()
                .map(info -> info.id().substring(0, info.id().length() - 13))
                .toList();
    }

    @Test
    void theyKnowEachOtherUntilOneCloses() {
        // Without its last word the other would be known for a minute.
        try (Turbine one =
                builder("one").limit(Limit.NODE_TIMEOUT, Duration.ofMinutes(1)).start()) {
            Turbine two = builder("two").start();
            await().until(() -> names(one).size() == 2 && names(two).size() == 2);
            assertThat(names(one)).containsExactly("one", "two");
            assertThat(names(two)).containsExactly("two", "one");

            two.close();
            await().atMost(Duration.ofSeconds(5)).until(() -> names(one).size() == 1);
            assertThat(names(two)).containsExactly("two");
        }
    }

    @Test
    void anIdIsNewAtEachStart() {
        Turbine.Builder builder = TestNodes.builder(new FakeTransport()).name("n");
        NodeInfo first;
        try (Turbine node = builder.start()) {
            first = node.nodes().get(0);
        }
        try (Turbine node = builder.start()) {
            assertThat(node.nodes().get(0).id()).matches("n-[0-9a-f]{12}").isNotEqualTo(first.id());
            assertThat(node.nodes().get(0).started()).isAfterOrEqualTo(first.started());
        }
    }
}
