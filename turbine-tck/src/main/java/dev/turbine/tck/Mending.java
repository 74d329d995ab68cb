package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker.Forwarding;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** B6: a lost connection is told, once it is back, and subscriptions come back by themselves. */
interface Mending extends Meshes {
    @Test
    default void b6AfterACutLinkTheSubscriptionsAreBackWithTheGap() {
        BrokerNode away = mesh().join();
        comesBack(away, mesh().join(), () -> mesh().cut(away));
    }

    @Test
    default void b6ALinkThatSwallowsIsNoticedAndTheSubscriptionsAreBackWithTheGap() {
        BrokerNode away = mesh().join();
        comesBack(away, mesh().join(), () -> mesh().swallow(away));
    }

    @Test
    default void b6TheOtherNodesGoOnWithoutAGap() {
        BrokerNode away = mesh().join();
        BrokerNode one = mesh().join();
        BrokerNode two = mesh().join();
        two.subscribe("news");
        mesh().cut(away);
        away.awaitState(LinkStats.State.AWAY);
        assertThat(one.forward("news", "meanwhile")).isEqualTo(Forwarding.FORWARDED);
        two.awaitText("news", "meanwhile");
        mesh().mend(away);
        away.awaitGap();
        assertThat(one.gaps() + two.gaps()).isZero();
        assertThat(two.stats().state()).isEqualTo(LinkStats.State.UP);
    }

    @Test
    default void b6EveryLossIsTold() {
        BrokerNode away = mesh().join();
        BrokerNode other = mesh().join();
        away.subscribe("news");
        for (int i = 0; i < 3; i++) {
            int before = away.gaps();
            mesh().cut(away);
            away.awaitState(LinkStats.State.AWAY);
            mesh().mend(away);
            mesh().until("the next gap", () -> away.gaps() > before);
            away.awaitState(LinkStats.State.UP);
            other.forward("news", "back " + i);
            away.awaitText("news", "back " + i);
        }
        assertThat(away.stats().gaps()).isGreaterThanOrEqualTo(3);
    }

    @Test
    default void b6ANodeThatStartsAloneWorksAloneAndJoinsWhenItCan() {
        BrokerNode alone = mesh().idle();
        mesh().cut(alone);
        joinsLater(alone, mesh().join());
    }

    @Test
    default void b6ANodeThatStartsWhereNothingIsAnsweredJoinsWhenItCan() {
        BrokerNode alone = mesh().idle();
        mesh().swallow(alone);
        joinsLater(alone, mesh().join());
    }

    private void comesBack(BrokerNode away, BrokerNode other, Runnable breakLink) {
        away.subscribe("before", "dropped");
        AtomicInteger told = new AtomicInteger();
        away.onGap(() -> {
            int gap = told.incrementAndGet(); // from now on nothing is missed: within the call as well
            other.publish("before", "gap " + gap);
            other.publish("during", "gap " + gap);
        });

        breakLink.run();
        away.awaitState(LinkStats.State.AWAY);
        mesh().answer("subscribe", Mesh.ANSWER, () -> away.broker().subscribe("during"));
        away.broker().unsubscribe("dropped");
        assertThat(other.forward("before", "missed")).isEqualTo(Forwarding.FORWARDED);
        assertThat(away.gaps())
                .as("gaps that were told before the link was back")
                .isZero();
        mesh().mend(away);

        away.awaitGap();
        away.awaitState(LinkStats.State.UP);
        mesh().until(
                        "what is published from the gap on",
                        () -> away.texts("before").contains("gap " + told)
                                && away.texts("during").contains("gap " + told));
        assertThat(away.stats().gaps()).isEqualTo(told.get());
        assertThat(away.texts("before")).doesNotContain("missed");
        other.forward("dropped", "late");
        other.forward("before", "end");
        away.awaitText("before", "end");
        assertThat(away.texts("dropped")).isEmpty();
        other.subscribe("back");
        assertThat(away.forward("back", "again")).isEqualTo(Forwarding.FORWARDED);
        other.awaitText("back", "again");
    }

    private void joinsLater(BrokerNode alone, BrokerNode other) {
        Aside.within(Mesh.ANSWER, "start", () -> alone.broker().start(alone));
        assertThat(alone.stats().state()).isEqualTo(LinkStats.State.ALONE);
        mesh().answer("subscribe", Mesh.ANSWER, () -> alone.broker().subscribe("news"));
        assertThat(alone.forward("news", "to nobody")).isEqualTo(Forwarding.FORWARDED);
        assertThat(alone.stats().notForwarded()).containsEntry("alone", 1L);
        assertThat(alone.stats().forwarded()).isZero();

        mesh().mend(alone);

        alone.awaitState(LinkStats.State.UP);
        alone.awaitGap(); // what the others published was missed
        other.forward("news", "welcome");
        alone.awaitText("news", "welcome");
        other.subscribe("back");
        assertThat(alone.forward("back", "hello")).isEqualTo(Forwarding.FORWARDED);
        other.awaitText("back", "hello");
    }
}
