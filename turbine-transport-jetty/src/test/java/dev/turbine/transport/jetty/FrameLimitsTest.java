package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.TransportLimits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class FrameLimitsTest {
    private static final int LIMIT = RecordingAcceptor.MESSAGE_BYTES;
    private static final int FRAGMENTS = RecordingAcceptor.FRAGMENTS;

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
    void deliversAMessageOfExactlyTheLimit() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            byte[] payload = new byte[LIMIT];
            Arrays.fill(payload, (byte) 'x');
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.TEXT, payload));

            assertThat(listener.messages.poll(5, TimeUnit.SECONDS)).isEqualTo(payload);
        }
    }

    @Test
    void closesWith1009WithoutBufferingAnOversizeMessage() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.bytes(Wire.frameOf(Wire.FIN | Wire.TEXT, new byte[8 * 1024 * 1024]));

            Wire.Frame close = wire.readFrame();
            assertThat(close.closeCode()).isEqualTo(1009);
            assertThat(close.closeReason()).isEqualTo("message too big");
            assertThat(listener.end()).isEqualTo(Disconnect.TOO_BIG);
            assertThat(listener.messages).isEmpty();
            assertThat(listener.faults).isEmpty();
        }
    }

    @Test
    void aPeerThatGoesOnSendingAfterTheCloseFrameIsCutOff() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.bytes(Wire.head(Wire.FIN | Wire.TEXT, Integer.MAX_VALUE));
            wire.bytes(new byte[LIMIT + 1]);
            assertThat(wire.readCloseCode()).isEqualTo(1009);
            assertThat(listener.end()).isEqualTo(Disconnect.TOO_BIG);

            long begin = System.nanoTime();
            assertThatIOException().isThrownBy(() -> {
                while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
                    wire.bytes(new byte[100]);
                    TimeUnit.MILLISECONDS.sleep(10); // a client that goes on, not a wait for something
                }
            });
            assertThat(listener.faults).isEmpty();
            assertThat(listener.ends).isEmpty();
        }
    }

    @Test
    void allocatesNothingForAnAnnouncedLength() throws Exception {
        Wire[] wires = new Wire[200];
        System.gc();
        long before = used();
        for (int i = 0; i < wires.length; i++) {
            wires[i] = Wire.webSocket(address);
            acceptor.nextOpened();
            wires[i].bytes(Wire.head(Wire.FIN | Wire.TEXT, Integer.MAX_VALUE));
            wires[i].bytes(new byte[10]);
        }
        System.gc();

        // 200 frames of 2 GiB are announced, and 10 bytes of each have come.
        assertThat(used() - before).isLessThan(20L * 1024 * 1024);
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE, 1L << 31, 1L << 32})
    void refusesLengthsThatNoMessageHas(long length) throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.bytes(Wire.head(Wire.FIN | Wire.TEXT, length));

            assertThat(wire.readCloseCode()).isEqualTo(1009);
            assertThat(listener.end().code()).isEqualTo(1009);
        }
    }

    @Test
    void limitsTheBytesOfAllFragmentsTogether() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.bytes(Wire.frameOf(Wire.TEXT, new byte[LIMIT - 1]));
            wire.bytes(Wire.frameOf(0, new byte[1]));
            wire.bytes(Wire.frameOf(Wire.FIN, new byte[1]));

            assertThat(wire.readCloseCode()).isEqualTo(1009);
            assertThat(listener.messages).isEmpty();
        }
    }

    @Test
    void deliversAMessageOfExactlyAsManyFragmentsAsAllowed() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.frame(Wire.TEXT, "a");
            for (int i = 2; i < FRAGMENTS; i++) {
                wire.frame(0, "b");
            }
            wire.frame(Wire.FIN, "c");

            assertThat(listener.nextText()).isEqualTo("a" + "b".repeat(FRAGMENTS - 2) + "c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b"})
    void closesWith1009WhenFragmentsFloodIn(String fragment) throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.frame(Wire.TEXT, "a");
            for (int i = 1; i < FRAGMENTS; i++) {
                wire.frame(0, fragment);
            }
            assertThat(listener.ends.poll(200, TimeUnit.MILLISECONDS)).isNull();
            wire.frame(0, fragment);

            assertThat(wire.readCloseCode()).isEqualTo(1009);
            assertThat(listener.end()).isEqualTo(Disconnect.TOO_BIG);
        }
    }

    @Test
    void aFrameThatArrivesInManyPartsCountsOnce() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            byte[] payload = new byte[20 * FRAGMENTS];
            Arrays.fill(payload, (byte) 'x');
            byte[] frame = Wire.frameOf(Wire.FIN | Wire.TEXT, payload);
            for (int at = 0; at < frame.length; at += 4) {
                wire.bytes(Arrays.copyOfRange(frame, at, at + 4));
                Thread.yield();
            }

            assertThat(listener.messages.poll(5, TimeUnit.SECONDS)).isEqualTo(payload);
        }
    }

    @Test
    void aFloodOfPingsIsAnsweredAtThePaceOfItsReader() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            byte[] ping = Wire.frameOf(Wire.FIN | Wire.PING, new byte[125]);
            byte[] many = new byte[ping.length * 1000];
            for (int i = 0; i < 1000; i++) {
                System.arraycopy(ping, 0, many, i * ping.length, ping.length);
            }
            Thread flood = new Thread(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        wire.bytes(many); // 26 MB: more than the sockets hold, so it blocks until pongs are read
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            flood.start();
            flood.join(1_000);
            assertThat(flood.isAlive()).isTrue();

            for (int i = 0; i < 200_000; i++) {
                assertThat(wire.readFrame().opCode()).isEqualTo(Wire.PONG);
            }
            flood.join();
            assertThat(listener.ends).isEmpty();
        }
    }

    @Test
    void refusesAFrameWithoutAMask() throws Exception {
        closesWith(1002, new byte[] {(byte) 0x81, 1, 'x'});
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10})
    void refusesReservedBits(int bit) throws Exception {
        closesWith(1002, Wire.frameOf(Wire.FIN | bit | Wire.TEXT, new byte[] {'x'}));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 0xb, 0xf})
    void refusesUnknownOpCodes(int opCode) throws Exception {
        closesWith(1002, Wire.frameOf(Wire.FIN | opCode, new byte[0]));
    }

    @Test
    void refusesAFragmentedPing() throws Exception {
        closesWith(1002, Wire.frameOf(Wire.PING, new byte[0]));
    }

    @Test
    void refusesAPingOf126Bytes() throws Exception {
        closesWith(1002, Wire.frameOf(Wire.FIN | Wire.PING, new byte[126]));
    }

    @Test
    void refusesAContinuationOfNothing() throws Exception {
        closesWith(1002, Wire.frameOf(Wire.FIN, new byte[] {'x'}));
    }

    @Test
    void refusesANewMessageWithinAMessage() throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            wire.frame(Wire.TEXT, "a");
            wire.frame(Wire.FIN | Wire.TEXT, "b");
            assertThat(wire.readCloseCode()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
    void refusesCloseCodesThatAreNotToBeSent(int code) throws Exception {
        closesWith(1002, Wire.frameOf(Wire.FIN | Wire.CLOSE, Wire.closePayload(code, "")));
    }

    @Test
    void endsAConnectionThatIsSilentForTheIdleTimeout() throws Exception {
        transport.close();
        acceptor.limits = new TransportLimits(LIMIT, FRAGMENTS, Duration.ofMillis(300));
        JettyTransport impatient = JettyTransport.builder().port(0).build();
        impatient.start(acceptor);
        try (Wire wire = Wire.webSocket(impatient.addresses().get(0))) {
            RecordingListener listener = acceptor.nextOpened();
            assertThat(listener.end().code()).isEqualTo(1001);
            assertThat(wire.ends()).isTrue();
        } finally {
            impatient.close();
        }
    }

    private void closesWith(int code, byte[] bytes) throws Exception {
        try (Wire wire = Wire.webSocket(address)) {
            RecordingListener listener = acceptor.nextOpened();
            wire.bytes(bytes);

            assertThat(wire.readCloseCode()).isEqualTo(code);
            assertThat(listener.end().code()).isEqualTo(code);
            assertThat(listener.faults).isEmpty();
            assertThat(listener.messages).isEmpty();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no close frame came", e);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
