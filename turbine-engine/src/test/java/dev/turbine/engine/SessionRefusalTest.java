package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a session refuses, and what it is refused. */
class SessionRefusalTest {
    private final Node node = new Node(new Node.Parts(
            "hand",
            "hand-1",
            new Limits(Map.of(Limit.SHARDS, 2L, Limit.OUTBOUND_MESSAGES, 1L)),
            new JsonProtocol(128, 255),
            new PublishRequest.Reader(128, 255),
            new ManualClock(),
            credentials -> CompletableFuture.completedFuture(authenticated(credentials.token())),
            Runnable::run,
            Runnable::run,
            null,
            null,
            new Channels(Map.of())));
    private final Shard shard = new Shard(node, 1, () -> {});
    private final Session session;
    private final String channel; // at home on the other shard, which answers nothing here

    SessionRefusalTest() {
        node.setShards(List.of(shard, new Shard(node, 2, () -> {})));
        session = new Session(1, shard, new SilentConnection(), true);
        channel = Stream.of("a", "b", "c", "d")
                .filter(name -> node.home(name) != shard)
                .findFirst()
                .orElseThrow();
        session.accept(new Command.Connect(1, "*"));
        shard.round();
    }

    /** A token is the only channel that it grants; * for all. */
    private static Authentication authenticated(String token) {
        ChannelGrants grants = token.equals("*") ? ChannelGrants.unrestricted() : ChannelGrants.only(List.of(token));
        return new Authentication.Accepted(new Identity("ann", null, grants));
    }

    @Test
    void anEndIsPostedOnceHoweverMuchComesMeanwhile() {
        Subscribers.Channel crowded = shard.subscribers.begin("crowded", ChannelOptions.none());
        for (int i = 0; i < 10; i++) {
            session.deliver(OutboundMessage.publication(Message.text("1"), crowded), OverflowPolicy.CLOSE, false);
        }
        int posted = 0;
        for (Task task = shard.inbox.takeAll(); task != null; task = task.next) {
            posted++;
        }
        assertThat(posted).isEqualTo(1);
    }

    @Test
    void whatANewTokenDoesNotGrantIsCountedForEveryoneWhoWaits() {
        session.accept(new Command.Subscribe(2, channel, null));
        session.accept(new Command.Subscribe(3, channel, null));
        session.accept(new Command.Refresh(4, "other"));
        shard.round();
        assertThat(node.stats().refused()).containsExactly(Map.entry(403, 2L));
    }
}
