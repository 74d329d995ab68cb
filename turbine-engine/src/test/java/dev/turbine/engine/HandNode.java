package dev.turbine.engine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.Protocol;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Broker;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A node without threads, for a test about one part of it. */
final class HandNode {
    private HandNode() {}

    static Node of(String id, int shards, Map<Limit, Long> limits, Clock clock, @Nullable Broker broker) {
        return of(id, shards, limits, clock, broker, Map.of());
    }

    static Node of(
            String id,
            int shards,
            Map<Limit, Long> limits,
            Clock clock,
            @Nullable Broker broker,
            Map<String, ChannelOptions> channels) {
        return of(
                id,
                shards,
                limits,
                clock,
                new JsonProtocol(128, 255),
                credentials -> CompletableFuture.completedFuture(Authentication.invalid("test")),
                broker,
                channels);
    }

    /** One that takes everybody for ann, who may do everything. */
    static Node open(int shards, Protocol protocol, @Nullable Broker broker, Map<String, ChannelOptions> channels) {
        Identity ann = new Identity("ann", null, ChannelGrants.unrestricted());
        return of(
                "hand-000000000001",
                shards,
                Map.of(Limit.SHARDS, (long) shards),
                new ManualClock(),
                protocol,
                credentials -> CompletableFuture.completedFuture(new Authentication.Accepted(ann)),
                broker,
                channels);
    }

    private static Node of(
            String id,
            int shards,
            Map<Limit, Long> limits,
            Clock clock,
            Protocol protocol,
            Authenticator authenticator,
            @Nullable Broker broker,
            Map<String, ChannelOptions> channels) {
        Node node = new Node(new Node.Parts(
                "hand",
                id,
                new Limits(limits),
                protocol,
                new PublishRequest.Reader(128, 255),
                clock,
                authenticator,
                Runnable::run,
                Runnable::run,
                null,
                broker,
                new Channels(channels)));
        node.setShards(IntStream.range(0, shards)
                .mapToObj(i -> new Shard(node, i, () -> {}))
                .toList());
        return node;
    }
}
