package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SocketConnectionTest {
    private final RecordingAcceptor acceptor = new RecordingAcceptor();
    private final JettyTransport transport =
            JettyTransport.builder().host("127.0.0.1").port(0).build();
    private URI address;

    @BeforeEach
    void start() throws IOException {
        transport.start(acceptor);
        address = transport.addresses().get(0);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void deliversMessagesOneAfterAnotherInOrder() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            for (int i = 0; i < 200; i++) {
                wire.frame(Wire.FIN | Wire.TEXT, "m" + i);
            }

            for (int i = 0; i < 200; i++) {
                assertThat(listener.nextText()).isEqualTo("m" + i);
            }
            assertThat(listener.faults).isEmpty();
        }
    }

    @Test
    void keepsKindAndContentOfAMessage() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            byte[] notUtf8 = {(byte) 0xff, 0, (byte) 0x80};
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.BINARY, notUtf8));
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.TEXT, notUtf8));

            assertThat(listener.messages.poll(5, TimeUnit.SECONDS)).isEqualTo(notUtf8);
            assertThat(listener.messages.poll(5, TimeUnit.SECONDS)).isEqualTo(notUtf8);
            assertThat(listener.kinds).containsExactly(Message.Kind.BINARY, Message.Kind.TEXT);
        }
    }

    @Test
    void deliversNothingThatWasNotDemanded() throws Exception {
        acceptor.open = connection -> {
            RecordingListener listener = new RecordingListener(connection);
            listener.demanding = false;
            acceptor.opened.add(listener);
            return listener;
        };
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.frame(Wire.FIN | Wire.TEXT, "one");
            wire.frame(Wire.FIN | Wire.TEXT, "two");
            assertThat(listener.messages.poll(300, TimeUnit.MILLISECONDS)).isNull();

            listener.connection.demand();
            assertThat(listener.nextText()).isEqualTo("one");
            assertThat(listener.messages.poll(300, TimeUnit.MILLISECONDS)).isNull();

            listener.connection.demand();
            assertThat(listener.nextText()).isEqualTo("two");
        }
    }

    @Test
    void countsDemandsThatComeBeforeTheMessages() throws Exception {
        acceptor.open = connection -> {
            RecordingListener listener = new RecordingListener(connection);
            listener.demanding = false;
            connection.demand();
            connection.demand();
            acceptor.opened.add(listener);
            return listener;
        };
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.frame(Wire.FIN | Wire.TEXT, "one");
            wire.frame(Wire.FIN | Wire.TEXT, "two");
            wire.frame(Wire.FIN | Wire.TEXT, "three");

            assertThat(listener.nextText()).isEqualTo("one");
            assertThat(listener.nextText()).isEqualTo("two");
            assertThat(listener.messages.poll(300, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void neverDeliversOnTheThreadThatDemands() throws Exception {
        acceptor.open = connection -> {
            RecordingListener listener = new RecordingListener(connection);
            listener.demanding = false;
            acceptor.opened.add(listener);
            return listener;
        };
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            List<Thread> threads = new ArrayList<>();
            listener.onMessage = () -> threads.add(Thread.currentThread());
            wire.frame(Wire.FIN | Wire.TEXT, "one");
            wire.frame(Wire.FIN | Wire.TEXT, "two");

            listener.connection.demand();
            listener.nextText();
            listener.connection.demand(); // this one lies in Jetty's buffer already
            listener.nextText();

            assertThat(threads).doesNotContain(Thread.currentThread());
        }
    }

    @Test
    void sendsABatchInOrderOneFrameEachOfItsKind() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            Message[] batch = new Message[100];
            for (int i = 0; i < batch.length; i++) {
                byte[] bytes = ("m" + i).getBytes(StandardCharsets.UTF_8);
                batch[i] = new Message(i % 2 == 0 ? Message.Kind.TEXT : Message.Kind.BINARY, bytes);
            }

            CompletableFuture<Throwable> done = listener.send(batch);

            for (int i = 0; i < batch.length; i++) {
                Wire.Frame frame = wire.readFrame();
                assertThat(frame.text()).isEqualTo("m" + i);
                assertThat(frame.first()).isEqualTo(Wire.FIN | (i % 2 == 0 ? Wire.TEXT : Wire.BINARY));
            }
            assertThat(done.get(5, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void sendsLargeMessagesAmongSmallOnesWholeAndInOrder() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            String large = "x".repeat(2 * 1024 * 1024);
            String middle = "y".repeat(20_000);

            CompletableFuture<Throwable> done = listener.send(
                    Message.text("a"),
                    Message.text(large),
                    Message.text("b"),
                    Message.text(middle),
                    Message.text(large));

            for (String expected : List.of("a", large, "b", middle, large)) {
                Wire.Frame frame = wire.readFrame();
                assertThat(frame.first()).isEqualTo(Wire.FIN | Wire.TEXT);
                assertThat(frame.text()).isEqualTo(expected);
            }
            assertThat(done.get(5, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void completesASendOnlyWhenThePeerTakesIt() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            Message[] batch = new Message[40];
            Arrays.fill(batch, Message.text("x".repeat(1024 * 1024)));

            CompletableFuture<Throwable> done = listener.send(batch);
            assertThat(done).isNotDone(); // 40 MiB are more than the sockets hold

            for (int i = 0; i < batch.length; i++) {
                wire.readFrame();
            }
            assertThat(done.get(5, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void failsWhatIsInFlightWhenAborted() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            Message[] batch = new Message[40];
            Arrays.fill(batch, Message.text("x".repeat(1024 * 1024)));
            CompletableFuture<Throwable> done = listener.send(batch);

            listener.connection.abort();

            assertThat(done.get(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(wire.ends()).isTrue();
            assertThat(listener.end()).isEqualTo(Disconnect.ABNORMAL);
            assertThat(listener.faults).isEmpty();
        }
    }

    @Test
    void failsASendAfterTheEnd() throws Exception {
        Wire wire = Wire.webSocket(address);
        RecordingListener listener = acceptor.nextOpened();
        wire.close();
        listener.end();

        assertThat(listener.send(Message.text("a"), Message.text("b")).get(5, TimeUnit.SECONDS))
                .isNotNull();
        listener.connection.ping();
        listener.connection.demand();
        listener.connection.close(Disconnect.NORMAL);
        listener.connection.abort();
        assertThat(listener.faults).isEmpty();
        assertThat(listener.ends).isEmpty();
    }

    @Test
    void failsASendBehindTheCloseFrame() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            listener.connection.close(Disconnect.SHUTTING_DOWN);

            assertThat(listener.send(Message.text("late")).get(5, TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(wire.readFrame().opCode()).isEqualTo(Wire.CLOSE);
        }
    }

    @Test
    void closesWithCodeAndReasonBehindWhatWasSent() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            listener.send(Message.text("last words"));
            listener.connection.close(Disconnect.SHUTTING_DOWN);

            assertThat(wire.readFrame().text()).isEqualTo("last words");
            Wire.Frame close = wire.readFrame();
            assertThat(close.closeCode()).isEqualTo(4000);
            assertThat(close.closeReason()).isEqualTo("shutting down");
            assertThat(listener.ends).isEmpty(); // until the peer has answered

            wire.bytes(Wire.frameOf(Wire.FIN | Wire.CLOSE, Wire.closePayload(4000, "")));
            assertThat(listener.end()).isEqualTo(Disconnect.SHUTTING_DOWN);
            assertThat(wire.ends()).isTrue();
        }
    }

    @Test
    void readsThePeersCloseFrameAfterItsOwnThoughNothingIsDemanded() throws Exception {
        acceptor.open = connection -> {
            RecordingListener listener = new RecordingListener(connection);
            acceptor.opened.add(listener);
            return listener;
        };
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            listener.connection.close(Disconnect.SLOW_CONSUMER);
            assertThat(wire.readCloseCode()).isEqualTo(4001);
            wire.frame(Wire.FIN | Wire.TEXT, "sent before it saw the close frame");
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.CLOSE, Wire.closePayload(4001, "")));

            assertThat(listener.end()).isEqualTo(Disconnect.SLOW_CONSUMER);
            assertThat(listener.messages).isEmpty();
        }
    }

    @Test
    void tellsThePeersCodeAndAnswersItsCloseFrame() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.CLOSE, Wire.closePayload(3007, "bye")));

            assertThat(wire.readCloseCode()).isEqualTo(3007);
            assertThat(listener.end()).isEqualTo(new Disconnect(3007, "bye"));
            assertThat(wire.ends()).isTrue();
        }
    }

    @Test
    void tellsACloseFrameWithoutCode() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.CLOSE, new byte[0]));

            assertThat(listener.end()).isEqualTo(new Disconnect(1005, ""));
        }
    }

    @Test
    void noticesThatThePeerHasGone() throws Exception {
        Wire ended = Wire.webSocket(address);
        RecordingListener first = acceptor.nextOpened();
        Wire reset = Wire.webSocket(address);
        RecordingListener second = acceptor.nextOpened();

        ended.close();
        reset.socket.setSoLinger(true, 0);
        reset.close();

        assertThat(first.end()).isEqualTo(Disconnect.ABNORMAL);
        assertThat(second.end()).isEqualTo(Disconnect.ABNORMAL);
    }

    @Test
    void abortEndsTheConnectionWithoutACloseFrame() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            listener.connection.abort();
            listener.connection.abort();

            assertThat(listener.end()).isEqualTo(Disconnect.ABNORMAL);
            assertThat(wire.ends()).isTrue();
            assertThat(listener.ends).isEmpty();
        }
    }

    @Test
    void tellsTheEndOnceAndAfterTheCallInProgress() throws Exception {
        for (Disconnect code : List.of(Disconnect.INTERNAL_ERROR, Disconnect.NOT_UTF8, Disconnect.SHUTTING_DOWN)) {
            try (Wire wire = Wire.webSocket(address)) {
                RecordingListener listener = acceptor.nextOpened();
                CountDownLatch inMessage = new CountDownLatch(1);
                CountDownLatch closed = new CountDownLatch(1);
                listener.onMessage = () -> {
                    inMessage.countDown();
                    awaitLatch(closed);
                };
                wire.frame(Wire.FIN | Wire.TEXT, "hold");
                awaitLatch(inMessage);

                listener.connection.close(code); // from another thread than the one in onMessage
                listener.connection.abort();
                assertThat(listener.ends).isEmpty();
                closed.countDown();

                assertThat(listener.end()).isEqualTo(code);
                assertThat(listener.faults).isEmpty();
                assertThat(listener.ends).isEmpty();
            }
        }
    }

    @Test
    void everyConnectionEndsOnceAndEveryBatchCompletesHoweverTheyEnd() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            Wire wire = Wire.webSocket(address);
            RecordingListener listener = acceptor.nextOpened();
            int how = random.nextInt(6);
            Thread client = new Thread(() -> endAsClient(wire, how));
            Thread killer = new Thread(() -> endAsServer(listener.connection, how));
            client.start();
            killer.start();
            for (int i = 0; i < 5; i++) {
                Message[] batch = {Message.text("x".repeat(100_000)), Message.text("y")};
                listener.send(batch).get(5, TimeUnit.SECONDS);
            }
            client.join();
            killer.join();
            wire.close();

            listener.end();
            assertThat(listener.ends).isEmpty();
            assertThat(listener.faults).as("way " + how).isEmpty();
        }
    }

    @Test
    void answersPingsAndTellsPongs() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.frame(Wire.FIN | Wire.PING, "are you there");
            Wire.Frame pong = wire.readFrame();
            assertThat(pong.opCode()).isEqualTo(Wire.PONG);
            assertThat(pong.text()).isEqualTo("are you there");

            listener.connection.ping();
            assertThat(wire.readFrame().opCode()).isEqualTo(Wire.PING);
            wire.frame(Wire.FIN | Wire.PONG, "");
            await().untilAsserted(() -> assertThat(listener.pongs).hasValue(1));
        }
    }

    @Test
    void controlFramesMayComeBetweenFragments() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.frame(Wire.TEXT, "one ");
            wire.frame(Wire.FIN | Wire.PING, "");
            wire.frame(0, "two ");
            wire.frame(Wire.FIN | Wire.PONG, "");
            wire.frame(Wire.FIN, "three");

            assertThat(listener.nextText()).isEqualTo("one two three");
            assertThat(listener.pongs).hasValue(1);
            assertThat(wire.readFrame().opCode()).isEqualTo(Wire.PONG);
        }
    }

    @Test
    void mayBeClosedAndSentToWhileItOpens() throws Exception {
        acceptor.open = connection -> {
            RecordingListener listener = new RecordingListener(connection);
            listener.send(Message.text("hello"));
            connection.close(Disconnect.INTERNAL_ERROR);
            assertThat(listener.ends).isEmpty();
            acceptor.opened.add(listener);
            return listener;
        };
        try (Wire wire = Wire.webSocket(address)) {
            assertThat(wire.readFrame().text()).isEqualTo("hello");
            assertThat(wire.readCloseCode()).isEqualTo(1011);
            assertThat(acceptor.nextOpened().end()).isEqualTo(Disconnect.INTERNAL_ERROR);
        }
    }

    @Test
    void tellsTheAddressOfThePeer() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            assertThat(acceptor.nextOpened().connection.remoteAddress())
                    .isEqualTo("127.0.0.1:" + wire.socket.getLocalPort());
        }
    }

    private static void endAsClient(Wire wire, int how) {
        try {
            wire.frame(Wire.FIN | Wire.TEXT, "one");
            wire.frame(Wire.FIN | Wire.PONG, "");
            switch (how) {
                case 0 -> wire.bytes(Wire.frameOf(Wire.FIN | Wire.CLOSE, Wire.closePayload(1000, "")));
                case 1 -> wire.bytes(new byte[] {(byte) 0xff, 0, 0});
                case 2 -> wire.socket.setSoLinger(true, 0);
                default -> wire.frame(Wire.FIN | Wire.TEXT, "two");
            }
            if (how < 2) {
                wire.ends(); // reads on
            } else {
                wire.in.readNBytes(150_000);
            }
            wire.close();
        } catch (IOException e) {
            // the server was first
        }
    }

    private static void endAsServer(Connection connection, int how) {
        switch (how) {
            case 3 -> connection.abort();
            case 4 -> connection.close(Disconnect.SHUTTING_DOWN);
            case 5 -> connection.close(Disconnect.INTERNAL_ERROR);
            default -> connection.ping();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
