package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.api.LinkStats;
import org.junit.jupiter.api.Test;

/** B9: a broker is started once. */
interface Starting extends Meshes {
    @Test
    default void b9ASecondStartIsRefusedAndChangesNothing() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        BrokerNode other = mesh().idle();
        reader.subscribe("news");
        assertThatIllegalStateException().isThrownBy(() -> reader.broker().start(other));

        publisher.forward("news", "once");
        reader.awaitText("news", "once"); // and not the other listener
    }

    @Test
    default void b9ASecondStartIsRefusedToOneThatIsAlone() {
        BrokerNode alone = mesh().idle();
        mesh().cut(alone);
        mesh().within(Mesh.ANSWER, "start", () -> alone.broker().start(alone));
        assertThatIllegalStateException().isThrownBy(() -> alone.broker().start(alone));

        mesh().mend(alone);
        alone.awaitState(LinkStats.State.UP);
    }
}
