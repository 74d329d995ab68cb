package dev.turbine.engine;

import dev.turbine.api.PublishResult;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Event.Outcome;
import dev.turbine.tck.check.Payload;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes on any node, and writes down what has become of it. */
final class SimPublisher {
    /** A publication without a result. */
    private record Open(SimNode node, long at, String source, long id, String channel) {
        Open on(SimNode other) {
            return new Open(other, at, source, id, channel);
        }
    }

    private final SimWorld world;
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final Map<Long, SimNode> nodes = new HashMap<>(); // of those that are not tried anywhere else
    private long ids;
    private boolean calling;

    SimPublisher(SimWorld world) {
        this.world = world;
    }

    void publish(SimNode node, String channel) {
        long id = ++ids;
        boolean keyed = world.config.kind(channel).hasHistory() && world.random.nextInt(4) == 0;
        // What may be tried again, and elsewhere, is in order with nothing.
        String source = keyed ? "key" + id : node.name;
        if (!keyed) {
            nodes.put(id, node);
        }
        attempt(new Open(node, world.moment().tick(), source, id, channel), keyed ? "key" + id : null);
    }

    boolean isOfAnother(long id, SimNode node) {
        return nodes.getOrDefault(id, node) != node;
    }

    private void attempt(Open publication, @Nullable String key) {
        open.put(publication.id, publication);
        call(publication, key);
    }

    /** Where nodes keep their histories, each knows only the keys of what was published on itself. */
    private void repeat(Open publication, String key) {
        Open again = world.config.log() ? publication.on(world.anyNode()) : publication;
        if (!again.node.down) {
            call(again, key);
        }
    }

    private void call(Open publication, @Nullable String key) {
        String data = Payload.of(publication.channel, publication.id, (int) (publication.id % 7) * 9);
        calling = true;
        publication.node.node.publish(
                List.of(publication.channel),
                data.getBytes(StandardCharsets.UTF_8),
                key,
                result -> done(publication, key, result, calling));
        calling = false;
    }

    private void done(Open publication, @Nullable String key, PublishResult result, boolean atOnce) {
        if (open.get(publication.id) != publication) {
            return; // of an attempt that was not needed
        }
        if (result.ok()) {
            boolean forwarded = result.forwarded() && world.config.forwards(publication.channel);
            record(publication, forwarded ? Outcome.ACKED : Outcome.PARTIAL);
            // A node that keeps its histories itself knows the keys of what they hold, and they start afresh after a
            // gap.
            boolean known = world.config.log() || !world.config.trimmed() && !world.config.lossy();
            if (key != null && known && world.random.nextBoolean()) {
                world.later(() -> repeat(publication, key)); // as one who has not heard of the result does
            }
        } else if (key != null && world.config.log() && world.random.nextInt(3) > 0) {
            open.remove(publication.id);
            world.later(() -> attempt(publication.on(world.anyNode()), key));
        } else if (atOnce && key == null) {
            record(publication, Outcome.REFUSED);
        } else {
            record(publication, Outcome.UNKNOWN);
        }
    }

    private void record(Open publication, Outcome outcome) {
        open.remove(publication.id);
        world.journal.add(new Event.Published(
                publication.at, publication.source, publication.id, publication.channel, outcome, null));
    }

    boolean hasOpen(SimNode node) {
        return open.values().stream().anyMatch(publication -> publication.node == node);
    }

    /** Nothing more becomes known: what a node that lives owes a result to is a fault. */
    void end() {
        for (Open left : List.copyOf(open.values())) {
            if (!left.node.down) {
                throw new IllegalStateException("no result for " + left);
            }
            record(left, Outcome.UNKNOWN);
        }
    }
}
