package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.LinkStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** B2: when the stage completes, nothing that is published later is missed; and it completes soon in any case. */
interface Subscribing extends Meshes {
    @Test
    default void b2NothingIsMissedOnceTheStageOfSubscribeIsComplete() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        for (int i = 0; i < 200; i++) {
            reader.subscribe("channel-" + i);
            publisher.publish("channel-" + i, "first");
        }
        reader.awaitArrivals(200);
        assertThat(reader.arrivals()).hasSize(200);
    }

    @Test
    default void b2SubscriptionsInFlightTogetherAreCompleteEachForItself() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        List<CompletableFuture<?>> published = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String channel = "channel-" + i;
            published.add(reader.broker()
                    .subscribe(channel)
                    .thenCompose(done -> publisher.publish(channel, "first"))
                    .toCompletableFuture());
        }
        published.forEach(stage -> mesh().result("subscribe and publish", Mesh.RESULT, stage));
        reader.awaitArrivals(200);
        assertThat(reader.arrivals()).hasSize(200);
    }

    @Test
    default void b2UnsubscribedAndSubscribedAgainAtOnceNothingIsMissed() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        comeAndGo(publisher, reader, "news", 200);
        assertThat(reader.texts("news")).doesNotHaveDuplicates();
    }

    @Test
    default void b2ThreadsMayComeAndGoEachOnChannelsOfItsOwn() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        List<CompletableFuture<Void>> threads = IntStream.range(0, 6)
                .mapToObj(thread -> {
                    CompletableFuture<Void> outcome = new CompletableFuture<>();
                    ProxiedConnection.run("come-and-go", () -> {
                        try {
                            comeAndGo(publisher, reader, "channel-" + thread, 40);
                            outcome.complete(null);
                        } catch (Throwable failure) {
                            outcome.completeExceptionally(failure);
                        }
                    });
                    return outcome;
                })
                .toList();
        threads.forEach(CompletableFuture::join); // they are bounded by what they wait for
    }

    @Test
    default void b2TheStageCompletesWhileTheLinkIsAway() {
        BrokerNode reader = mesh().join();
        mesh().cut(reader);
        reader.awaitState(LinkStats.State.AWAY);
        mesh().answer("subscribe", Mesh.ANSWER, () -> reader.broker().subscribe("news"));
    }

    @Test
    default void b2TheStageCompletesWhereNothingIsAnswered() {
        BrokerNode reader = mesh().join();
        mesh().swallow(reader);
        mesh().answer("subscribe", Mesh.ANSWER, () -> reader.broker().subscribe("news"));
    }

    private static void comeAndGo(BrokerNode publisher, BrokerNode reader, String channel, int times) {
        for (int i = 0; i < times; i++) {
            reader.broker().unsubscribe(channel);
            reader.subscribe(channel);
            String text = channel + " " + i;
            publisher.publish(channel, text);
            reader.awaitText(channel, text);
        }
    }
}
