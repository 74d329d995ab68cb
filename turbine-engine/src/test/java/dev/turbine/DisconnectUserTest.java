package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.turbine.api.Disconnect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DisconnectUserTest {
    private final FakeTransport transport = new FakeTransport();
    private final Turbine node = TestNodes.builder(transport).start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void endsEverySessionOfTheUserAndNoOther() {
        List<FakeConnection> anns = Stream.generate(() -> transport.subscribe("ann", "news"))
                .limit(5)
                .toList();
        FakeConnection bob = transport.subscribe("bob", "news");

        assertThat(TestNodes.get(node.disconnect("ann"))).isEqualTo(5);

        assertThat(anns).allMatch(ann -> ann.awaitClosed().equals(Disconnect.BY_APPLICATION));
        assertThat(TestNodes.get(node.publish("news", "1")).delivered()).isEqualTo(1);
        assertThat(bob.isClosed()).isFalse();
        assertThat(TestNodes.get(node.disconnect("ann"))).isZero();
        assertThat(node.stats().closed()).containsEntry(4503, 5L);
    }

    @Test
    void aUserThatNobodyIsHasNoSession() {
        transport.open();

        assertThat(TestNodes.get(node.disconnect("nobody"))).isZero();
        assertThat(TestNodes.get(node.disconnect(""))).isZero();
        assertThatNullPointerException().isThrownBy(() -> node.disconnect(null)).withMessage("user");
    }
}
