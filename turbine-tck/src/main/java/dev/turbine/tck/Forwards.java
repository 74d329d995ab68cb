package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker.Forwarding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** B5: every stage of {@code publish} completes with what is true, and the numbers add up. */
interface Forwards extends Meshes {
    @Test
    default void b5WhileTheLinkIsAwayNothingIsForwarded() {
        BrokerNode node = mesh().join();
        assertThat(node.forward("news", "one")).isEqualTo(Forwarding.FORWARDED);

        mesh().cut(node);
        node.awaitState(LinkStats.State.AWAY);

        assertThat(node.forward("news", "two")).isEqualTo(Forwarding.NOT_FORWARDED);
        assertThat(node.stats().forwarded()).isEqualTo(1);
        assertThat(node.stats().notForwarded()).containsEntry("away", 1L);
    }

    @Test
    default void b5WhatALinkSwallowsIsNeverForwarded() {
        BrokerNode node = mesh().join();
        mesh().swallow(node);
        List<CompletionStage<Forwarding>> stages = new ArrayList<>();
        Aside.promptly("publish", () -> {
            for (int i = 0; i < 100; i++) {
                stages.add(node.publish("news", "m" + i));
            }
        });
        stages.forEach(stage -> assertThat(mesh().result("publish", Mesh.RESULT, stage))
                .isIn(Forwarding.UNKNOWN, Forwarding.NOT_FORWARDED));
        assertThat(node.stats().forwarded()).isZero();
        assertLaw(node.stats());
    }

    /** Those that are in flight when the link is cut are forwarded if they arrived: the server had them. */
    @Test
    default void b5WhatIsSaidToHaveBeenForwardedHasArrived() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        List<CompletionStage<Forwarding>> stages = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (i == 200) {
                mesh().cut(publisher);
            }
            stages.add(publisher.publish("news", "m" + i));
        }

        List<String> forwarded = new ArrayList<>();
        List<String> stayed = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Forwarding outcome = mesh().result("publish", Mesh.RESULT, stages.get(i));
            if (outcome == Forwarding.FORWARDED) {
                forwarded.add("m" + i);
            } else if (outcome == Forwarding.NOT_FORWARDED) {
                stayed.add("m" + i);
            }
        }
        mesh().until("what was forwarded", () -> reader.texts("news").containsAll(forwarded));
        assertThat(reader.texts("news")).doesNotContainAnyElementsOf(stayed).doesNotHaveDuplicates();
        assertLaw(publisher.stats());
    }

    @Test
    default void b5TheNumbersAddUpWhileTheLinkComesAndGoes() {
        BrokerNode node = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        List<CompletionStage<Forwarding>> stages = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 50; i++) {
                stages.add(node.publish("news", "m"));
                assertLaw(node.stats());
            }
            mesh().cut(node);
            stages.add(node.publish("news", "m"));
            assertLaw(node.stats());
            node.awaitState(LinkStats.State.AWAY);
            stages.add(node.publish("news", "m"));
            mesh().mend(node);
            node.awaitState(LinkStats.State.UP);
        }

        Map<Forwarding, Long> outcomes = new EnumMap<>(Forwarding.class);
        stages.forEach(stage -> outcomes.merge(mesh().result("publish", Mesh.RESULT, stage), 1L, Long::sum));
        mesh().until("nothing to wait", () -> node.stats().waiting() == 0);
        LinkStats stats = node.stats();
        assertLaw(stats);
        assertThat(stats.offered()).isEqualTo(stages.size());
        assertThat(stats.forwarded()).isEqualTo(outcomes.getOrDefault(Forwarding.FORWARDED, 0L));
        assertThat(stats.unknown()).isEqualTo(outcomes.getOrDefault(Forwarding.UNKNOWN, 0L));
        assertThat(sum(stats.notForwarded())).isEqualTo(outcomes.getOrDefault(Forwarding.NOT_FORWARDED, 0L));
    }

    @Test
    default void b5WhatComesInIsCounted() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        for (int i = 0; i < 10; i++) {
            publisher.forward("news", "m" + i);
        }
        reader.awaitArrivals(10);
        mesh().until("ten received", () -> reader.stats().received() == 10);
        assertThat(sum(reader.stats().dropped())).isZero();
        assertThat(reader.stats().gaps()).isZero();
        assertThat(publisher.stats().forwarded()).isEqualTo(10);
        assertThat(publisher.stats().received()).isZero();
    }

    private static void assertLaw(LinkStats stats) {
        assertThat(stats.forwarded() + sum(stats.notForwarded()) + stats.unknown() + stats.waiting())
                .as("offered, in %s", stats)
                .isEqualTo(stats.offered());
    }

    private static long sum(Map<String, Long> counters) {
        return counters.values().stream().mapToLong(Long::longValue).sum();
    }
}
