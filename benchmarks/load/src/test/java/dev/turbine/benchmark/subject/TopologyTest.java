package dev.turbine.benchmark.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
    private static final Topology ZIPF = new Topology(500, 10, 100, true);

    @Test
    void bothProcessesSeeTheSame() {
        Topology read = Topology.parse(ZIPF.text());

        assertThat(read).isEqualTo(ZIPF);
        assertThat(read.subscriptions()).isEqualTo(ZIPF.subscriptions());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientChoosesAsManyAsItShouldAndNoneTwice(boolean zipf) {
        assertThat(new Topology(500, 10, 100, zipf).subscriptions())
                .hasSize(500)
                .allSatisfy(channels -> assertThat(channels).hasSize(10).doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void subscribersAreCountedAsTheySubscribe(boolean zipf) {
        Topology topology = new Topology(500, 10, 100, zipf);
        Map<String, Long> counted = topology.subscriptions().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        long[] subscribers = topology.subscribers();

        assertThat(IntStream.range(0, 100))
                .allSatisfy(channel -> assertThat(subscribers[channel])
                        .isEqualTo(counted.getOrDefault(Topology.channel(channel), 0L)));
    }

    @Test
    void withoutZipfAllChannelsHaveAsMany() {
        assertThat(new Topology(500, 10, 100, false).subscribers()).containsOnly(50);
    }

    @Test
    void withZipfTheFirstChannelsAreThePopularOnes() {
        long[] subscribers = ZIPF.subscribers();

        assertThat(subscribers[0]).isGreaterThan(2 * subscribers[9]);
        assertThat(subscribers[9]).isGreaterThan(2 * subscribers[99]);
    }

    @Test
    void namesOfChannelsAreOfOneLength() {
        assertThat(Topology.channel(0)).isEqualTo("bench:0000000");
        assertThat(Topology.channel(999_999)).isEqualTo("bench:0999999");
    }
}
