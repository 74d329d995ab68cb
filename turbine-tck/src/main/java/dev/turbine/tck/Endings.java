package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T5: how a listener is told that its connection has ended. */
interface Endings extends Rigs {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3007, 4999})
    default void t5TellsThePeersCodeAndReason(int code) {
        try (Link link = rig().link()) {
            link.client().send(Frame.close(code, "bye, é"));
            assertThat(link.listener().end()).isEqualTo(new Disconnect(code, "bye, é"));
            assertThat(link.ends()).isTrue();
            assertEndedOnce(link);
        }
    }

    @Test
    default void t5TellsACloseFrameWithoutCode() {
        try (Link link = rig().link()) {
            link.client().send(Frame.of(Frame.FIN | Frame.CLOSE, new byte[0]));
            if (opensPort()) {
                assertThat(link.listener().end()).isEqualTo(new Disconnect(1005, ""));
            } else {
                assertThat(link.listener().end().code()).isIn(1005, 1000); // not every host's server tells them apart
            }
            assertThat(link.ends()).isTrue();
            assertEndedOnce(link);
        }
    }

    @Test
    default void t5NoticesThatThePeerHasGone() {
        try (Link gone = rig().link();
                Link reset = rig().link()) {
            gone.client().hangUp();
            reset.client().kill();
            for (Link link : List.of(gone, reset)) {
                assertThat(link.listener().end()).isEqualTo(Disconnect.ABNORMAL);
                assertEndedOnce(link);
            }
        }
    }

    @Test
    default void t5NoticesThatThePeerGoesWithinAMessage() {
        try (Link link = rig().link()) {
            byte[] frame = Frame.text("not whole").bytes();
            link.client().sendBytes(Arrays.copyOf(frame, 9));
            link.client().hangUp();
            assertThat(link.listener().end()).isEqualTo(Disconnect.ABNORMAL);
            assertThat(link.listener().messages()).isEmpty();
            assertEndedOnce(link);
        }
    }

    @Test
    default void t5AbortEndsTheConnection() {
        try (Link link = rig().link()) {
            link.connection().abort();
            link.connection().abort();
            assertThat(link.listener().end()).isEqualTo(Disconnect.ABNORMAL);
            if (opensPort()) {
                assertThat(link.client().next(Node.PATIENCE)).isNull(); // no close frame
            }
            assertThat(link.ends()).isTrue();
            assertEndedOnce(link);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1011, 1007, 4000})
    default void t5TellsTheEndOnceAndAfterTheCallInProgress(int code) {
        CountDownLatch inMessage = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Link link = rig().link()) {
            link.listener().onMessage(message -> {
                inMessage.countDown();
                await(goOn);
            });
            link.client().sendText("hold");
            await(inMessage);

            link.connection().close(new Disconnect(code, "")); // from another thread than the one in onMessage
            link.connection().abort();
            assertThat(link.ends()).isTrue();
            assertThat(link.listener().ends()).isEmpty();
            goOn.countDown();

            assertThat(link.listener().end().code()).isEqualTo(code);
            assertEndedOnce(link);
        }
    }

    @Test
    default void t5DeliversNothingAfterTheEnd() {
        try (Link link = rig().link()) {
            for (int i = 0; i < 1000; i++) {
                link.client().sendText("m" + i);
            }
            link.connection().abort();
            link.listener().end();
            for (int i = 0; i < 10; i++) {
                link.connection().demand();
            }
            rig().link().close(); // what would come has had the time to
            assertEndedOnce(link);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"810178", "c1810000000078", "838000000000", "098000000000", "808000000000", "888100000000ff"})
    default void t5TellsTheCloseFrameThatABrokenFrameWasAnsweredWith(String hex) {
        try (Link link = rig().link()) {
            link.client().sendBytes(HexFormat.of().parseHex(hex));
            Disconnect answer = link.readClose();
            assertThat(answer.code()).isEqualTo(1002);
            assertThat(link.listener().end().code()).isEqualTo(1002);
            assertThat(link.ends()).isTrue();
            assertThat(link.listener().messages()).isEmpty();
            assertEndedOnce(link);
        }
    }

    private static void assertEndedOnce(Link link) {
        assertThat(link.listener().ends()).isEmpty();
        assertThat(link.listener().faults()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
