package dev.turbine.engine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Authentication;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A node, from its start to its crash: a real one, whose shards run a round when the world says so. */
final class SimNode {
    private static final int JSON_DEPTH = 128;
    private static final int CHANNEL_BYTES = 255;

    /** What makes an id of a name that no two starts have in common. */
    private static final String ID_END = "-000000000000";

    final String name;
    final Node node;
    final @Nullable SimLink link;
    final SimTasks authentication = new SimTasks();
    final SimTasks callbacks = new SimTasks();
    /** Whether it is dead, or shut down. */
    boolean down;
    /** Whether it hears late what the broker answers. */
    boolean sluggish;

    SimNode(String name, SimWorld world, @Nullable SimLink link) {
        this.name = name;
        this.link = link;
        SplittableRandom random = world.random.split();
        node = new Node(new Node.Parts(
                name,
                name + ID_END,
                world.config.limits(),
                new JsonProtocol(JSON_DEPTH, CHANNEL_BYTES),
                new PublishRequest.Reader(JSON_DEPTH, CHANNEL_BYTES),
                world.clock,
                credentials -> CompletableFuture.completedFuture(authenticate(credentials.token())),
                authentication,
                callbacks,
                null,
                link,
                world.config.channels()));
        int shards = world.config.limits().count(Limit.SHARDS);
        node.setShards(IntStream.range(0, shards)
                .mapToObj(i -> new Shard(node, random.nextLong(), () -> {}))
                .toList());
        if (node.relay != null) {
            node.relay.start();
        }
        node.nodes.start();
    }

    /** A token says by itself what it is good for: whose it is, when it ends, and what it grants. */
    static String token(String user, long expiresAtMillis, List<String> channels) {
        return user + "," + expiresAtMillis + "," + String.join(",", channels);
    }

    private static Authentication authenticate(String token) {
        String[] parts = token.split(",", -1);
        List<String> channels = List.of(parts).subList(2, parts.length);
        Instant expiry = Instant.ofEpochMilli(Long.parseLong(parts[1]));
        return new Authentication.Accepted(new Identity(parts[0], expiry, ChannelGrants.only(channels)));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Runs a round of one shard. */
    void round(int shard) {
        List<Shard> shards = node.shards();
        shards.get(shard % shards.size()).round();
    }

    /** Does a little of everything that waits. False if nothing did. */
    boolean stepAll(SplittableRandom random) {
        boolean busy = authentication.runAny(random) | callbacks.runAny(random);
        if (link != null) {
            while (link.stepUp() | link.stepAnswers() | link.stepDown(node)) {
                busy = true;
            }
        }
        for (Shard shard : node.shards()) {
            busy |= shard.hasWork();
            shard.round();
        }
        return busy;
    }
}
