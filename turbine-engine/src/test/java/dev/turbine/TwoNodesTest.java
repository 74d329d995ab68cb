package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Disconnect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TwoNodesTest {
    @Test
    void inOneProcessKnowNothingOfEachOther() {
        FakeTransport left = new FakeTransport();
        FakeTransport right = new FakeTransport();
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Turbine one = TestNodes.builder(left).name("one").start();
        try (Turbine two = TestNodes.builder(right).name("two").start()) {
            FakeConnection ann = left.subscribe("ann", "news");
            FakeConnection bob = right.subscribe("ann", "news");
            two.subscribe("news", publication -> heard.add(publication.data()));

            assertThat(TestNodes.get(one.publish("news", "1")).delivered()).isEqualTo(1);
            assertThat(TestNodes.get(two.publish("news", "2")).delivered()).isEqualTo(1);
            await().until(() -> ann.data().size() + bob.data().size() == 2);
            assertThat(ann.data()).containsExactly("1");
            assertThat(bob.data()).containsExactly("2");
            await().until(() -> heard.size() == 1);
            assertThat(heard).containsExactly("2");

            assertThat(TestNodes.get(one.disconnect("ann"))).isEqualTo(1);
            assertThat(ann.awaitClosed()).isEqualTo(Disconnect.BY_APPLICATION);
            one.close();
            assertThat(TestNodes.get(two.publish("news", "3")).delivered()).isEqualTo(1);
            assertThat(bob.isClosed()).isFalse();
            await().until(() -> TestNodes.threads("one").isEmpty());
            assertThat(TestNodes.threads("two")).isNotEmpty();
            assertThat(two.stats().published()).isEqualTo(2);
        }
    }
}
