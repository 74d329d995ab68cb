package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T6: the closing handshake. */
interface Closing extends Rigs {
    @Test
    default void t6ClosesWithCodeAndReasonBehindWhatWasSent() throws InterruptedException {
        try (Link link = rig().link()) {
            link.listener().send(Message.text("last words"));
            link.connection().close(Disconnect.SHUTTING_DOWN);

            assertThat(link.read().text()).isEqualTo("last words");
            assertThat(link.readClose()).isEqualTo(Disconnect.SHUTTING_DOWN);
            if (opensPort()) { // a host's server may tell that it closes, but not that it has closed
                assertThat(link.listener().ends().poll(Delivery.A_WHILE_MILLIS, TimeUnit.MILLISECONDS))
                        .isNull();
            }

            link.client().send(Frame.close(4000, ""));
            assertThat(link.listener().end()).isEqualTo(Disconnect.SHUTTING_DOWN);
            assertThat(link.ends()).isTrue();
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t6ClosesBehindABatchThatThePeerHasNotTaken() {
        try (Link link = rig().link()) {
            CompletableFuture<Throwable> done = link.flood();
            link.connection().close(Disconnect.SLOW_CONSUMER);
            for (int i = 0; i < 32; i++) {
                assertThat(link.read().payload()).hasSize(1 << 20);
            }
            assertThat(link.readClose()).isEqualTo(Disconnect.SLOW_CONSUMER);
            assertThat(Link.outcome(done)).isNull();
        }
    }

    @Test
    default void t6PutsTheLongestReasonOnTheWire() {
        Disconnect wordy = new Disconnect(4900, "é".repeat(61) + "!");
        try (Link link = rig().link()) {
            link.connection().close(wordy);
            assertThat(link.readClose()).isEqualTo(wordy);
        }
    }

    @Test
    default void t6ASecondCloseChangesNothing() {
        try (Link link = rig().link()) {
            link.connection().close(Disconnect.BY_APPLICATION);
            link.connection().close(Disconnect.SHUTTING_DOWN);
            assertThat(link.readClose()).isEqualTo(Disconnect.BY_APPLICATION);
            link.client().send(Frame.close(4503, ""));
            assertThat(link.client().next(Node.PATIENCE)).isNull();
            assertThat(link.client().ended()).isTrue();
            assertThat(link.listener().end()).isEqualTo(Disconnect.BY_APPLICATION);
        }
    }

    @Test
    default void t6ReadsThePeersCloseFrameThoughNothingIsDemanded() {
        rig().acceptor().opening(RecordingListener::withoutDemand);
        try (Link link = rig().link()) {
            link.connection().close(Disconnect.SLOW_CONSUMER);
            assertThat(link.readClose().code()).isEqualTo(4001);
            link.client().sendText("sent before it saw the close frame");
            link.client().send(Frame.close(4001, ""));

            assertThat(link.listener().end()).isEqualTo(Disconnect.SLOW_CONSUMER);
            assertThat(link.listener().messages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3007, 4999})
    default void t6AnswersThePeersCloseFrameWithItsCode(int code) {
        try (Link link = rig().link()) {
            link.client().send(Frame.close(code, "bye"));
            assertThat(link.readClose().code()).isEqualTo(code);
            assertThat(link.ends()).isTrue();
            assertThat(link.listener().end().code()).isEqualTo(code);
        }
    }

    @Test
    default void t6MayBeSentToAndClosedWhileItOpens() {
        rig().acceptor().opening(listener -> {
            listener.send(Message.text("hello"));
            listener.connection().close(Disconnect.INTERNAL_ERROR);
        });
        try (Link link = rig().link()) {
            assertThat(link.read().text()).isEqualTo("hello");
            assertThat(link.readClose()).isEqualTo(Disconnect.INTERNAL_ERROR);
            link.client().send(Frame.close(1011, ""));
            assertThat(link.listener().end()).isEqualTo(Disconnect.INTERNAL_ERROR);
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t6MayBeAbortedWhileItOpens() {
        rig().acceptor().opening(listener -> listener.connection().abort());
        try (RawHttp http = rig().http()) {
            http.send(SocketClient.upgrade());
            RecordingListener listener = rig().acceptor().nextOpened();
            assertThat(listener.end()).isEqualTo(Disconnect.ABNORMAL);
            assertThat(http.endsWithin(Node.PATIENCE)).isTrue();
            assertThat(listener.faults()).isEmpty();
        }
    }
}
