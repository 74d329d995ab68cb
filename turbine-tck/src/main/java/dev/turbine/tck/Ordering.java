package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Broker.Forwarding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** B3: order is kept for each publishing node and channel. */
interface Ordering extends Meshes {
    @Test
    default void b3EveryNodesPublicationsKeepTheirOrderOnEveryChannel() {
        int rounds = 10;
        int batch = 40;
        List<BrokerNode> publishers = List.of(mesh().join(), mesh().join(), mesh().join());
        BrokerNode reader = mesh().join();
        List<String> channels = List.of("a", "b");
        channels.forEach(reader::subscribe);

        for (int round = 0; round < rounds; round++) {
            List<CompletionStage<Forwarding>> stages = new ArrayList<>();
            for (int i = round * batch; i < (round + 1) * batch; i++) {
                for (int node = 0; node < publishers.size(); node++) {
                    for (String channel : channels) {
                        stages.add(publishers.get(node).publish(channel, node + ":" + i));
                    }
                }
            }
            stages.forEach(stage ->
                    assertThat(mesh().result("publish", Mesh.RESULT, stage)).isEqualTo(Forwarding.FORWARDED));
        }

        reader.awaitArrivals(rounds * batch * publishers.size() * channels.size());
        for (String channel : channels) {
            List<String> texts = reader.texts(channel);
            for (int node = 0; node < publishers.size(); node++) {
                String prefix = node + ":";
                assertThat(texts.stream().filter(text -> text.startsWith(prefix)))
                        .containsExactlyElementsOf(IntStream.range(0, rounds * batch)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
        }
    }

    @Test
    default void b3SmallOnesDoNotOvertakeLargeOnes() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe("news");
        List<Integer> lengths = IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0 ? 200_000 + i : i)
                .toList();

        List<CompletionStage<Forwarding>> stages = lengths.stream()
                .map(length -> publisher.broker().publish("news", new byte[length]))
                .toList();

        stages.forEach(stage ->
                assertThat(mesh().result("publish", Mesh.RESULT, stage)).isEqualTo(Forwarding.FORWARDED));
        reader.awaitArrivals(lengths.size());
        assertThat(reader.arrivals().stream()
                        .map(arrival -> arrival.payload().length)
                        .toList())
                .isEqualTo(lengths);
    }
}
