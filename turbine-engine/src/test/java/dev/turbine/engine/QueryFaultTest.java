package dev.turbine.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Disconnect;
import dev.turbine.api.HistoryResult;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.Protocol;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked about a channel has an answer, also if making it fails, and the next one is read. */
class QueryFaultTest {
    /** Cannot read what it has written, once it is told so. */
    private static final class Faulty implements Protocol {
        private final Protocol sound = new JsonProtocol(128, 255);
        private boolean broken;

        @Override
        public Command decode(byte[] frame) {
            return sound.decode(frame);
        }

        @Override
        public Message encode(long id, Reply reply) {
            return sound.encode(id, reply);
        }

        @Override
        public Message encodePublication(String channel, long offset, byte[] data) {
            return sound.encodePublication(channel, offset, data);
        }

        @Override
        public String data(Message publication, int bytes) {
            if (broken) {
                throw new OutOfMemoryError("test");
            }
            return sound.data(publication, bytes);
        }

        @Override
        public Message encodePresence(String change, String channel, String client, String user) {
            return sound.encodePresence(change, channel, client, user);
        }

        @Override
        public Message encodeUnsubscribed(String channel, Disconnect reason) {
            return sound.encodeUnsubscribed(channel, reason);
        }
    }

    private final Faulty protocol = new Faulty();
    private final Node node = HandNode.open(
            2, protocol, null, Map.of("kept", ChannelOptions.none().history(3, Duration.ofMinutes(1))));
    private final HandConnection wire = new HandConnection();
    private final Connection.Listener client;

    QueryFaultTest() {
        client = node.open(wire);
        node.publish(List.of("kept"), "1".getBytes(UTF_8), null, result -> {});
        rounds();
        say("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"ann\"}}");
        wire.sent.clear();
    }

    private void rounds() {
        for (int i = 0; i < 10; i++) {
            node.shards().forEach(Shard::round);
        }
    }

    private void say(String command) {
        client.onMessage(command.getBytes(UTF_8), Message.Kind.TEXT);
        rounds();
    }

    @Test
    void aSessionIsAnsweredAndGoesOn() {
        protocol.broken = true;
        int demands = wire.demands;
        say("{\"id\":2,\"method\":\"history\",\"params\":{\"channel\":\"kept\"}}");
        assertThat(wire.sent).containsExactly("{\"id\":2,\"error\":{\"code\":500,\"message\":\"internal error\"}}");
        assertThat(wire.demands).isGreaterThan(demands);
        assertThat(node.stats().faults()).isEqualTo(1);
        assertThat(node.stats().refused()).containsEntry(500, 1L);

        protocol.broken = false;
        say("{\"id\":3,\"method\":\"history\",\"params\":{\"channel\":\"kept\"}}");
        assertThat(wire.sent.get(1)).startsWith("{\"id\":3,\"result\":").contains("\"data\":1");
    }

    @Test
    void theHostIsAnswered() {
        protocol.broken = true;
        List<HistoryResult> results = new ArrayList<>();
        node.queries().history("kept", null, 10, bytes -> true, results::add);
        rounds();
        assertThat(results).containsExactly(HistoryResult.refused(500, "internal error"));
        assertThat(node.stats().faults()).isEqualTo(1);
    }

    @Test
    void whatACallbackThrowsIsCounted() {
        node.callbacks.execute(() -> {
            throw new NoClassDefFoundError("test");
        });
        assertThat(node.stats().faults()).isEqualTo(1);
    }
}
