package dev.turbine.tck;

import static dev.turbine.tck.Frame.BINARY;
import static dev.turbine.tck.Frame.CONTINUATION;
import static dev.turbine.tck.Frame.FIN;
import static dev.turbine.tck.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** T2: how messages arrive. */
interface Delivery extends Rigs {
    /** Long enough for a message that must not come to come all the same. */
    long A_WHILE_MILLIS = 300;

    @Test
    default void t2DeliversMessagesOneAfterAnotherInOrder() {
        try (Link link = rig().link()) {
            for (int i = 0; i < 500; i++) {
                link.client().sendText("m" + i);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(link.listener().next().text()).isEqualTo("m" + i);
            }
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t2KeepsKindAndContentOfAMessage() {
        byte[] notUtf8 = {(byte) 0xff, 0, (byte) 0x80};
        try (Link link = rig().link()) {
            link.client().sendBinary(notUtf8);
            assertBinary(link.listener().next(), notUtf8);
            link.client().sendBinary(new byte[0]);
            assertBinary(link.listener().next(), new byte[0]);
            link.client().sendText("");
            assertText(link.listener().next(), "");
            link.client().sendText("é€😀\0");
            assertText(link.listener().next(), "é€😀\0");
        }
    }

    @Test
    default void t2PutsFragmentsTogether() {
        byte[] text = "é€😀 in parts".getBytes(StandardCharsets.UTF_8);
        try (Link link = rig().link()) {
            for (int cut = 0; cut <= text.length; cut++) {
                link.client().send(Frame.of(TEXT, Arrays.copyOf(text, cut)));
                link.client().send(Frame.of(CONTINUATION, new byte[0]));
                link.client().send(Frame.of(FIN | CONTINUATION, Arrays.copyOfRange(text, cut, text.length)));
                assertText(link.listener().next(), "é€😀 in parts");
            }
            link.client().send(Frame.of(BINARY, new byte[] {1}));
            link.client().send(Frame.of(FIN | CONTINUATION, new byte[] {2}));
            assertBinary(link.listener().next(), new byte[] {1, 2});
        }
    }

    @Test
    default void t2DeliversNothingThatWasNotDemanded() throws InterruptedException {
        rig().acceptor().opening(RecordingListener::withoutDemand);
        try (Link link = rig().link()) {
            link.client().sendText("one");
            link.client().sendText("two");
            assertSilence(link);

            link.connection().demand();
            assertThat(link.listener().next().text()).isEqualTo("one");
            assertSilence(link);

            link.connection().demand();
            assertThat(link.listener().next().text()).isEqualTo("two");
        }
    }

    @Test
    default void t2CountsDemandsThatComeBeforeTheMessages() throws InterruptedException {
        rig().acceptor().opening(listener -> {
            listener.withoutDemand();
            listener.connection().demand();
            listener.connection().demand();
        });
        try (Link link = rig().link()) {
            link.client().sendText("one");
            link.client().sendText("two");
            link.client().sendText("three");

            assertThat(link.listener().next().text()).isEqualTo("one");
            assertThat(link.listener().next().text()).isEqualTo("two");
            assertSilence(link);
            link.connection().demand();
            assertThat(link.listener().next().text()).isEqualTo("three");
        }
    }

    @Test
    default void t2DeliversTheNextMessageOnlyAfterTheCallInProgress() throws InterruptedException {
        CountDownLatch inCall = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Link link = rig().link()) {
            link.listener().onMessage(message -> {
                link.connection().demand(); // the next one may be delivered, but not yet
                inCall.countDown();
                await(goOn);
            });
            link.client().sendText("one");
            link.client().sendText("two");
            await(inCall);
            assertThat(link.listener().next().text()).isEqualTo("one");
            assertSilence(link);
            goOn.countDown();
            assertThat(link.listener().next().text()).isEqualTo("two");
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t2HoldsBackASenderThatNobodyListensTo() throws InterruptedException {
        rig().acceptor().opening(RecordingListener::withoutDemand);
        byte[] message = Frame.of(FIN | BINARY, new byte[RecordingAcceptor.MESSAGE_BYTES])
                .bytes();
        try (Link link = rig().link()) {
            CountDownLatch sent = new CountDownLatch(1);
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 512; i++) { // 32 MiB, more than the sockets hold
                    link.client().sendBytes(message);
                }
                sent.countDown();
            });
            sender.start();
            assertThat(sent.await(1, TimeUnit.SECONDS)).isFalse();
            link.client().kill();
            sender.join();
        }
    }

    private static void assertSilence(Link link) throws InterruptedException {
        assertThat(link.listener().messages().poll(A_WHILE_MILLIS, TimeUnit.MILLISECONDS))
                .isNull();
    }

    private static void assertText(RecordingListener.Received message, String expected) {
        assertThat(message.kind()).isEqualTo(Message.Kind.TEXT);
        assertThat(message.text()).isEqualTo(expected);
    }

    private static void assertBinary(RecordingListener.Received message, byte[] expected) {
        assertThat(message.kind()).isEqualTo(Message.Kind.BINARY);
        assertThat(message.payload()).isEqualTo(expected);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
