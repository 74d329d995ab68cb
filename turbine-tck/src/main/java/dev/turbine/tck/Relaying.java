package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Broker.Forwarding;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** B1: to every other node that is subscribed, at most once, never to this one. */
interface Relaying extends Meshes {
    @Test
    default void b1APublicationReachesEveryOtherSubscribedNodeOnceAndNeverThisOne() {
        BrokerNode publisher = mesh().join();
        List<BrokerNode> others = List.of(mesh().join(), mesh().join(), mesh().join());
        publisher.subscribe("news");
        others.forEach(other -> other.subscribe("news"));

        assertThat(publisher.forward("news", "one")).isEqualTo(Forwarding.FORWARDED);
        assertThat(publisher.forward("news", "two")).isEqualTo(Forwarding.FORWARDED);
        others.forEach(other -> other.awaitText("news", "two"));
        others.get(0).forward("news", "from another");

        publisher.awaitText("news", "from another");
        assertThat(publisher.texts("news")).containsExactly("from another");
        others.get(1).awaitText("news", "from another");
        others.get(2).awaitText("news", "from another");
        assertThat(others.get(0).texts("news")).containsExactly("one", "two");
        assertThat(others.get(1).texts("news")).containsExactly("one", "two", "from another");
        assertThat(others.get(2).texts("news")).containsExactly("one", "two", "from another");
    }

    @Test
    default void b1ANodeGetsWhatItHasSubscribedTo() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        BrokerNode bystander = mesh().join();
        reader.subscribe("news");
        bystander.subscribe("other");

        publisher.forward("news", "one");
        publisher.forward("nobody", "lost");
        reader.awaitText("news", "one");
        publisher.forward("other", "end");

        bystander.awaitText("other", "end");
        assertThat(bystander.arrivals()).hasSize(1);
        assertThat(reader.arrivals()).hasSize(1);
    }

    @Test
    default void b1AChannelThatIsUnsubscribedFallsSilent() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news", "other");
        publisher.forward("news", "one");
        reader.awaitText("news", "one");

        reader.broker().unsubscribe("news");

        AtomicInteger rounds = new AtomicInteger();
        mesh().until("silence", () -> {
            String text = "late " + rounds.incrementAndGet();
            publisher.forward("news", text);
            publisher.forward("other", text);
            reader.awaitText("other", text);
            return !reader.texts("news").contains(text);
        });
    }

    @Test
    default void b1PayloadsArriveByteForByte() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        byte[] large = new byte[500_000];
        new Random(1).nextBytes(large);
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        List<byte[]> payloads = List.of(
                new byte[0], new byte[1], all, large, new byte[0], "\r\nPUB x 1\r\n".getBytes(), new byte[500_000]);

        for (byte[] payload : payloads) {
            byte[] before = payload.clone();
            assertThat(mesh().answer(
                                    "publish",
                                    Mesh.RESULT,
                                    () -> publisher.broker().publish("news", payload)))
                    .isEqualTo(Forwarding.FORWARDED);
            assertThat(payload).isEqualTo(before);
        }

        reader.awaitArrivals(payloads.size());
        for (int i = 0; i < payloads.size(); i++) {
            assertThat(reader.arrivals().get(i).payload()).isEqualTo(payloads.get(i));
        }
    }

    @Test
    default void b1APayloadBelongsToItsReceiver() {
        BrokerNode publisher = mesh().join();
        BrokerNode vandal = mesh().join();
        BrokerNode reader = mesh().join();
        vandal.subscribe("news");
        reader.subscribe("news");
        vandal.onPublication((channel, payload) -> Arrays.fill(payload, (byte) '!'));
        byte[] payload = {'o', 'k'};

        mesh().answer("publish", Mesh.RESULT, () -> publisher.broker().publish("news", payload));

        vandal.awaitText("news", "!!");
        reader.awaitArrivals(1);
        assertThat(reader.texts("news")).containsExactly("ok");
        assertThat(payload).containsExactly('o', 'k');
    }
}
