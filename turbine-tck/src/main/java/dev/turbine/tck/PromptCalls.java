package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** T3: no call blocks or throws, though the peer does not read, or has gone. */
interface PromptCalls extends Rigs {
    @Test
    default void t3SendReturnsThoughThePeerDoesNotRead() {
        try (Link link = rig().link()) {
            assertThat(link.flood()).isNotDone(); // which sends aside, and waits for the call alone
        }
    }

    @Test
    default void t3PingReturnsThoughThePeerDoesNotRead() {
        promptlyThoughThePeerDoesNotRead("ping", Connection::ping);
    }

    @Test
    default void t3DemandReturnsThoughThePeerDoesNotRead() {
        promptlyThoughThePeerDoesNotRead("demand", Connection::demand);
    }

    @Test
    default void t3CloseReturnsThoughThePeerDoesNotRead() {
        promptlyThoughThePeerDoesNotRead("close", connection -> connection.close(Disconnect.SLOW_CONSUMER));
    }

    @Test
    default void t3AbortReturnsThoughThePeerDoesNotRead() {
        promptlyThoughThePeerDoesNotRead("abort", Connection::abort);
    }

    @Test
    default void t3AbortEndsWhatAPeerThatDoesNotReadHoldsUp() {
        try (Link link = rig().link()) {
            CompletableFuture<Throwable> done = link.flood();
            Aside.promptly("ping", link.connection()::ping);
            Aside.promptly("close", () -> link.connection().close(Disconnect.SLOW_CONSUMER));
            Aside.promptly("abort", link.connection()::abort);
            assertThat(Link.outcome(done)).isNotNull();
            link.listener().end();
            assertThat(link.listener().ends()).isEmpty();
        }
    }

    @Test
    default void t3CallsAfterTheEndReturnAndDoNothing() {
        Link link = rig().link();
        link.client().hangUp();
        link.listener().end();

        Aside.promptly(
                "send",
                () -> assertThat(Link.outcome(link.listener().send(Message.text("a"), Message.text("b"))))
                        .isNotNull());
        Aside.promptly("ping", link.connection()::ping);
        Aside.promptly("demand", link.connection()::demand);
        Aside.promptly("close", () -> link.connection().close(Disconnect.NORMAL));
        Aside.promptly("abort", link.connection()::abort);
        assertThat(link.connection().remoteAddress()).isNotEmpty();
        assertThat(link.listener().faults()).isEmpty();
        assertThat(link.listener().ends()).isEmpty();
    }

    @Test
    default void t3OthersAreServedWhileManyPeersDoNotRead() {
        var stalled = rig().links(20);
        stalled.forEach(Link::flood);
        try (Link link = rig().link()) {
            link.client().sendText("alive");
            assertThat(link.listener().next().text()).isEqualTo("alive");
            link.listener().send(Message.text("so am I"));
            assertThat(link.read().text()).isEqualTo("so am I");
        }
        stalled.forEach(Link::close);
    }

    private void promptlyThoughThePeerDoesNotRead(String what, Consumer<Connection> call) {
        try (Link link = rig().link()) {
            CompletableFuture<Throwable> done = link.flood();
            assertThat(done).isNotDone();
            Aside.promptly(what, () -> call.accept(link.connection()));
            Aside.promptly("a second " + what, () -> call.accept(link.connection()));
        }
    }
}
