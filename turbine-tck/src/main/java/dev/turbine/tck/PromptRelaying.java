package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Broker.Forwarding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** B5: no call blocks or throws, whatever the listener and the link do. */
interface PromptRelaying extends Meshes {
    @Test
    default void b5NoCallBlocksWhileTheListenerDoes() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news", "other");
        publisher.subscribe("back");
        Gate gate = new Gate();
        reader.onPublication((channel, payload) -> gate.pass());
        try (gate) {
            publisher.publish("news", "first");
            mesh().until("the listener to block", gate::isReached);
            for (int i = 0; i < 20; i++) {
                publisher.forward("news", "m" + i);
            }
            List<CompletionStage<Forwarding>> stages = new ArrayList<>();
            Aside.promptly("a call beside a blocked listener", () -> {
                stages.add(reader.publish("back", "still here"));
                reader.broker().subscribe("more");
                reader.broker().unsubscribe("more");
                reader.broker().broadcast(new byte[] {1});
                reader.stats();
            });
            assertThat(mesh().result("publish", Mesh.RESULT, stages.get(0))).isEqualTo(Forwarding.FORWARDED);
            publisher.awaitText("back", "still here");
        }
        reader.awaitArrivals(21);
        assertThat(reader.texts("news").subList(1, 21))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    }

    /** It may come later. What does not is a gap, and from then on nothing is missed. */
    @Test
    default void b5ABlockedListenerLosesNothingInSilence() {
        int flood = 6000;
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        Gate gate = new Gate();
        reader.onPublication((channel, payload) -> gate.pass());
        String padding = "x".repeat(1000);
        int forwarded = 0;
        try (gate) {
            for (int i = 0; i < flood; i += 100) {
                forwarded += publishBatch(publisher, i, padding);
            }
        }
        int sent = forwarded;
        mesh().until("all, or a gap", () -> reader.arrivals().size() >= sent || reader.gaps() > 0);
        publisher.forward("news", "end");
        reader.awaitText("news", "end");

        List<Integer> numbers = reader.texts("news").stream()
                .filter(text -> !text.equals("end"))
                .map(text -> Integer.valueOf(text.substring(0, text.indexOf(' '))))
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().isSorted();
        assertThat(reader.stats().gaps() > 0).as("gaps counted, as told").isEqualTo(reader.gaps() > 0);
        if (reader.gaps() == 0) {
            assertThat(numbers).hasSize(sent);
        }
    }

    @Test
    default void b5AListenerMayCallTheBroker() {
        BrokerNode asking = mesh().join();
        BrokerNode answering = mesh().join();
        asking.subscribe("answer");
        answering.subscribe("question");
        CompletableFuture<Void> subscribed = new CompletableFuture<>();
        answering.onPublication((channel, payload) -> {
            answering.broker().subscribe("more").thenRun(() -> {
                answering.broker().unsubscribe("more");
                answering.publish("answer", "from the stage");
                subscribed.complete(null);
            });
            answering.publish("answer", "from the listener");
            answering.broker().broadcast(new byte[] {1});
            answering.stats();
        });

        asking.forward("question", "?");

        asking.awaitArrivals(2);
        assertThat(asking.texts("answer")).containsExactlyInAnyOrder("from the listener", "from the stage");
        mesh().result("subscribe", Mesh.ANSWER, subscribed);
    }

    @Test
    default void b5NoCallBlocksWhereNothingIsAnswered() {
        BrokerNode node = mesh().join();
        node.subscribe("news");
        mesh().swallow(node);
        List<CompletionStage<Forwarding>> stages = new ArrayList<>();
        Aside.promptly("calls over a dead link", () -> {
            for (int i = 0; i < 2000; i++) {
                stages.add(node.broker().publish("news", new byte[1000]));
            }
            stages.add(node.broker().publish("news", new byte[1_000_000]));
            node.broker().subscribe("more");
            node.broker().unsubscribe("news");
            node.broker().broadcast(new byte[100]);
            node.stats();
        });
        stages.forEach(stage ->
                assertThat(mesh().result("publish", Mesh.RESULT, stage)).isNotEqualTo(Forwarding.FORWARDED));
    }

    @Test
    default void b5APublicationTooLargeForTheServerHarmsNoOther() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        publisher.forward("news", "before");

        Forwarding outcome =
                mesh().answer("publish", Mesh.RESULT, () -> publisher.broker().publish("news", new byte[9_000_000]));

        assertThat(publisher.forward("news", "after")).isEqualTo(Forwarding.FORWARDED);
        reader.awaitText("news", "after");
        assertThat(reader.arrivals()).hasSize(outcome == Forwarding.FORWARDED ? 3 : 2);
        assertThat(publisher.gaps() + reader.gaps()).isZero();
    }

    /** How many of a hundred are forwarded. */
    private int publishBatch(BrokerNode publisher, int from, String padding) {
        List<CompletionStage<Forwarding>> stages = IntStream.range(from, from + 100)
                .mapToObj(i -> publisher.publish("news", i + " " + padding))
                .toList();
        return (int) stages.stream()
                .filter(stage -> mesh().result("publish", Mesh.RESULT, stage) == Forwarding.FORWARDED)
                .count();
    }
}
