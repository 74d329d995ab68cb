package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Broker.Forwarding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** B7: nothing is called after {@code close}, every stage completes, and what was handed in before is sent. */
interface BrokerEndings extends Meshes {
    /** In which a broker closes: what is to be sent may take it a second or two. */
    Duration CLOSE = Duration.ofSeconds(5);

    @Test
    default void b7NothingIsCalledAfterCloseWhilePublicationsStreamIn() {
        BrokerNode publisher = mesh().join();
        List<BrokerNode> closed = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            BrokerNode reader = mesh().join();
            closed.add(reader);
            reader.subscribe("news");
            List<CompletionStage<Forwarding>> stages = new ArrayList<>();
            mesh().until("a stream", () -> {
                for (int i = 0; i < 50; i++) {
                    stages.add(publisher.publish("news", "m"));
                    publisher.broker().broadcast(new byte[] {1});
                }
                return reader.arrivals().size() > 0;
            });
            mesh().within(CLOSE, "close", reader::close);
            for (int i = 0; i < 100; i++) {
                stages.add(publisher.publish("news", "late"));
                publisher.broker().broadcast(new byte[] {1});
            }
            stages.forEach(stage -> mesh().result("publish", Mesh.RESULT, stage));
        }
        BrokerNode last = mesh().join();
        last.subscribe("news");
        publisher.forward("news", "end");
        last.awaitText("news", "end"); // by now, what was on its way to the others has come
        assertThat(closed).allMatch(node -> node.late() == 0);
    }

    @Test
    default void b7NoGapIsToldAfterClose() {
        BrokerNode closed = mesh().join();
        BrokerNode other = mesh().join();
        closed.subscribe("news");
        mesh().cut(closed);
        mesh().within(CLOSE, "close", closed::close);
        mesh().mend(closed);

        mesh().cut(other); // what another notices, this one would have noticed
        mesh().mend(other);
        other.awaitGap();
        assertThat(closed.late()).isZero();
    }

    @Test
    default void b7ClosesFromWithinACallOfTheListener() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        BrokerNode witness = mesh().join();
        reader.subscribe("news");
        witness.subscribe("news");
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        reader.onPublication((channel, payload) -> {
            reader.close();
            closed.complete(true);
        });
        List<CompletionStage<Forwarding>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stages.add(publisher.publish("news", "m" + i));
        }
        mesh().result("close within onPublication", CLOSE, closed);
        stages.forEach(stage -> mesh().result("publish", Mesh.RESULT, stage));
        witness.awaitArrivals(100);
        assertThat(reader.late()).isZero();
    }

    @Test
    default void b7ClosesWhileTheListenerBlocks() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        Gate gate = new Gate();
        reader.onPublication((channel, payload) -> gate.pass());
        for (int i = 0; i < 10; i++) {
            publisher.publish("news", "m" + i);
        }
        try (gate) {
            mesh().until("the listener to block", gate::isReached);
            mesh().within(CLOSE, "close", reader::close);
        }

        publisher.subscribe("back"); // a round trip, in which it would have been called
        BrokerNode other = mesh().join();
        other.forward("back", "end");
        publisher.awaitText("back", "end");
        assertThat(reader.late()).isZero();
    }

    @Test
    default void b7WhatWasHandedInBeforeIsSent() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        List<CompletionStage<Forwarding>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(publisher.publish("news", "m" + i));
        }
        mesh().within(CLOSE, "close", publisher::close);
        stages.forEach(stage ->
                assertThat(mesh().result("publish", Mesh.RESULT, stage)).isEqualTo(Forwarding.FORWARDED));
        reader.awaitArrivals(200);
    }

    @Test
    default void b7EveryStageCompletesWhenADeadLinkIsClosed() {
        BrokerNode node = mesh().join();
        mesh().swallow(node);
        List<CompletionStage<Forwarding>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stages.add(node.publish("news", "m"));
        }
        CompletionStage<Void> subscribed = node.broker().subscribe("news");
        mesh().within(CLOSE, "close", node::close);
        mesh().result("subscribe", Mesh.ANSWER, subscribed);
        stages.forEach(stage ->
                assertThat(mesh().result("publish", Mesh.ANSWER, stage)).isNotEqualTo(Forwarding.FORWARDED));
    }

    @Test
    default void b7CallsAfterCloseNeitherThrowNorHang() {
        BrokerNode node = mesh().join();
        node.subscribe("news");
        mesh().within(CLOSE, "close", node::close);
        mesh().within(CLOSE, "a second close", node::close);
        mesh().answer("subscribe", Mesh.ANSWER, () -> node.broker().subscribe("more"));
        assertThat(mesh().answer("publish", Mesh.ANSWER, () -> node.publish("news", "late")))
                .isEqualTo(Forwarding.NOT_FORWARDED);
        Aside.promptly("calls after close", () -> {
            node.broker().unsubscribe("news");
            node.broker().unsubscribe("never subscribed");
            node.broker().broadcast(new byte[] {1});
            node.stats();
        });
        assertThat(node.late()).isZero();
    }

    @Test
    default void b7OneThatWasAloneSaysThatNothingIsForwardedAfterClose() {
        BrokerNode alone = mesh().idle();
        mesh().cut(alone);
        mesh().within(Mesh.ANSWER, "start", () -> alone.broker().start(alone));
        assertThat(alone.forward("news", "to nobody")).isEqualTo(Forwarding.FORWARDED);
        mesh().within(CLOSE, "close", alone::close);
        assertThat(mesh().answer("publish", Mesh.ANSWER, () -> alone.publish("news", "late")))
                .isEqualTo(Forwarding.NOT_FORWARDED);
    }

    @Test
    default void b7ClosesWithoutAStart() {
        BrokerNode node = mesh().idle();
        mesh().within(CLOSE, "close", node::close);
        mesh().within(CLOSE, "a second close", node::close);
    }
}
