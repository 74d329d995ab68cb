package dev.turbine.engine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Disconnect;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.api.Stats;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A node of one shard that runs in the thread that measures: no other thread, no socket, no system call. What is left are
 * the engine's own steps.
 */
final class SteppedShard {
    private static final int JSON_DEPTH = 128;
    private static final int CHANNEL_BYTES = 255;

    /** What a session may do is no subject here: none is held up, and none refused. */
    private static final Map<Limit, Long> LIMITS = Map.of(
            Limit.SHARDS, 1L,
            Limit.SUBSCRIPTIONS, (long) Integer.MAX_VALUE,
            Limit.COMMAND_RATE, (long) Integer.MAX_VALUE);

    private final Node node;
    private final Shard shard;

    SteppedShard() {
        Authentication accepted = new Authentication.Accepted(new Identity("user", null, ChannelGrants.unrestricted()));
        node = new Node(new Node.Parts(
                "stepped",
                "stepped-000000000000",
                new Limits(LIMITS),
                new JsonProtocol(JSON_DEPTH, CHANNEL_BYTES),
                new PublishRequest.Reader(JSON_DEPTH, CHANNEL_BYTES),
                new StoppedClock(),
                credentials -> CompletableFuture.completedFuture(accepted),
                Runnable::run,
                Runnable::run,
                null,
                null,
                new Channels(Map.of())));
        shard = new Shard(node, 0, () -> {});
        node.setShards(List.of(shard));
    }

    /** Opens a connection and authenticates it. */
    Connection.Listener connect() {
        Connection.Listener client = node.open(Discarding.INSTANCE);
        command(client, bytes("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"token\"}}"));
        return client;
    }

    /** Does all that a command of the client's brings about. */
    void command(Connection.Listener client, byte[] frame) {
        client.onMessage(frame, Message.Kind.TEXT);
        rest();
    }

    /** A command that names a channel. */
    static byte[] command(String method, String channel) {
        return bytes("{\"id\":2,\"method\":\"" + method + "\",\"params\":{\"channel\":\"" + channel + "\"}}");
    }

    /** Hands a publication in, as the host's application does, and runs until all who get it have it. */
    void publish(List<String> channels, byte[] data) {
        node.publish(channels, data, null, result -> {});
        rest();
    }

    /** As {@link #publish}, but beginning at the channel's home. */
    void deliver(String channel, byte[] data) {
        node.permits.awaitPublication(data.length);
        shard.homes.deliver(channel, data, null, new PublishTicket(node, 1, data.length, result -> {}));
        rest();
    }

    private void rest() {
        while (shard.hasWork()) {
            shard.round();
        }
    }

    /** Throws if something else was measured than meant. */
    void check(boolean delivered) {
        Stats stats = node.stats();
        boolean whole = stats.sent() == stats.offered()
                && stats.faults() == 0
                && stats.refused().isEmpty();
        if (!whole || delivered != stats.sent() > 0) {
            throw new IllegalStateException("not what was to be measured: " + stats);
        }
    }

    /** Publication data of so many bytes. */
    static byte[] data(int bytes) {
        return bytes("\"" + "x".repeat(bytes - 2) + "\"");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Asking the system for the time would be a part of each figure; and so no timer is due. */
    private static final class StoppedClock implements Clock {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long epochMillis() {
            return 0;
        }
    }

    /** Takes everything at once and keeps nothing; all clients share it. */
    private static final class Discarding implements Connection {
        static final Discarding INSTANCE = new Discarding();

        @Override
        public void send(Batch batch, Completion done) {
            done.done(null);
        }

        @Override
        public void ping() {}

        @Override
        public void demand() {}

        @Override
        public void close(Disconnect disconnect) {}

        @Override
        public void abort() {}

        @Override
        public String remoteAddress() {
            return "127.0.0.1:1";
        }
    }
}
