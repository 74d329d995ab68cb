package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.NodeInfo;
import dev.turbine.engine.protocol.NodeReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Other nodes, which appear, leave with a word, or die without one; and what the node under test must know of them. */
final class SteppedOthers {
    private static final int MOST = 6;

    private final Node node;
    private final ManualClock clock;
    private final RandomGenerator random;
    private final long timeoutNanos;
    private final int maxKnown;

    /** When each of them spoke last. */
    private final Map<String, Long> spokeAt = new HashMap<>();

    private final Set<String> left = new HashSet<>();

    SteppedOthers(Node node, ManualClock clock, RandomGenerator random, long timeoutMillis, int maxKnown) {
        this.node = node;
        this.clock = clock;
        this.random = random;
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        this.maxKnown = maxKnown;
    }

    /** One of them says that it is there, or that it leaves; or something comes that is no report. */
    void speak() {
        if (random.nextInt(10) == 0) {
            node.onBroadcast("{\"node\":7}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String id = String.format("other-%012x", random.nextInt(MOST));
        boolean leaving = random.nextInt(5) == 0;
        NodeInfo info = new NodeInfo(id, Instant.EPOCH, random.nextInt(9), random.nextInt(9));
        node.onBroadcast(new NodeReport(info, null, leaving).encode());
        spokeAt.put(id, clock.nanos());
        if (leaving) {
            left.add(id);
        } else {
            left.remove(id);
        }
    }

    /** Once all that was said has been taken in. */
    void check() {
        List<NodeInfo> nodes = node.nodes();
        assertThat(nodes.get(0).id()).isEqualTo(SteppedNode.ID);
        Set<String> known = nodes.stream().skip(1).map(NodeInfo::id).collect(Collectors.toSet());
        assertThat(known).hasSizeLessThanOrEqualTo(maxKnown);
        assertThat(spokeAt.keySet()).containsAll(known);
        if (maxKnown >= MOST) { // else a word, also a last one, may have found no permit
            assertThat(known).as("nodes that left are gone").noneMatch(left::contains);
            spokeAt.forEach((id, at) -> assertThat(
                            known.contains(id) || left.contains(id) || clock.nanos() - at >= timeoutNanos)
                    .as("who has spoken is known: " + id)
                    .isTrue());
        }
    }

    /** Once all of them have been silent for the timeout. */
    void checkNoneIsLeft() {
        assertThat(node.nodes()).as("nodes that said nothing are gone").hasSize(1);
    }
}
