package dev.turbine.tck;

import static dev.turbine.tck.Frame.BINARY;
import static dev.turbine.tck.Frame.CLOSE;
import static dev.turbine.tck.Frame.CONTINUATION;
import static dev.turbine.tck.Frame.FIN;
import static dev.turbine.tck.Frame.PING;
import static dev.turbine.tck.Frame.PONG;
import static dev.turbine.tck.Frame.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that RFC 6455 forbids, and those that only try a server's patience. */
interface BadFrames extends Victims {
    byte[] NOTHING = {};
    Frame PING_COMMAND = Frame.text("{\"id\":1,\"method\":\"ping\"}");

    @Test
    default void closesAnUnmaskedFrame() {
        victim().closes(List.of(1002), PING_COMMAND.unmasked());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
    default void closesAReservedBit(int bits) {
        victim().closes(List.of(1002), Frame.of(FIN | TEXT | bits, PING_COMMAND.payload()));
        victim().closes(List.of(1002), Frame.of(FIN | PING | bits, NOTHING));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    default void closesAReservedOpcode(int opcode) {
        victim().closes(List.of(1002), Frame.of(FIN | opcode, NOTHING));
    }

    @ParameterizedTest
    @ValueSource(longs = {65_537, 1 << 20, Integer.MAX_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE})
    default void closesALengthOverTheLimitOnceTheLimitIsPassed(long length) {
        byte[] begin = new byte[(int) Math.min(length, 70_000)];
        victim().closes(List.of(1009), Frame.of(FIN | TEXT, begin).declaring(length, 9));
        victim().closes(List.of(1009), Frame.of(FIN | BINARY, begin).declaring(length, 9));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    default void closesALengthWithItsHighestBitSet(long length) {
        victim().closes(List.of(1002, 1009), PING_COMMAND.declaring(length, 9));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 9})
    default void takesOrClosesALengthInMoreBytesThanItNeeds(int bytes) {
        Frame frame = PING_COMMAND.declaring(PING_COMMAND.payload().length, bytes);
        try (SocketClient client = victim().open()) {
            client.send(frame);
            Frame answer = client.next(Node.PATIENCE);
            boolean taken = answer != null && answer.text().equals("{\"id\":1,\"result\":{\"pong\":true}}");
            boolean closed = answer != null
                    && answer.opcode() == CLOSE
                    && answer.disconnect().code() == 1002;
            Node.expect(true, taken || closed);
        }
    }

    @Test
    default void closesFragmentsThatPassTheLimitTogether() {
        Frame[] frames = new Frame[70];
        Arrays.fill(frames, Frame.of(CONTINUATION, new byte[1024]));
        frames[0] = Frame.of(TEXT, new byte[1024]);
        victim().closes(List.of(1009), frames);
        frames[0] = Frame.of(BINARY, new byte[1024]);
        victim().closes(List.of(1009), frames);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    default void closesFragmentsWithoutEnd(int size) {
        Frame[] frames = new Frame[100_000];
        Arrays.fill(frames, Frame.of(CONTINUATION, " ".repeat(size).getBytes(StandardCharsets.UTF_8)));
        frames[0] = Frame.of(TEXT, NOTHING);
        victim().closes(List.of(1009), frames);
    }

    @Test
    default void closesAMessageWithinAMessage() {
        victim().closes(List.of(1002), Frame.of(TEXT, "{".getBytes(StandardCharsets.UTF_8)), PING_COMMAND);
        victim().closes(List.of(1002), Frame.of(BINARY, NOTHING), Frame.of(FIN | BINARY, NOTHING));
    }

    @Test
    default void closesAContinuationOfNothing() {
        victim().closes(List.of(1002), Frame.of(FIN | CONTINUATION, PING_COMMAND.payload()));
        victim().closes(List.of(1002), Frame.of(CONTINUATION, NOTHING));
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    default void closesAControlFrameThatIsLongOrFragmented(int opcode) {
        victim().closes(List.of(1002), Frame.of(FIN | opcode, new byte[126]));
        victim().closes(List.of(1002, 1009), Frame.of(FIN | opcode, NOTHING).declaring(Long.MAX_VALUE, 9));
        victim().closes(List.of(1002), Frame.of(opcode, NOTHING));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
    default void closesACloseFrameWithABadCode(int code) {
        victim().closes(List.of(1002), Frame.close(code, ""));
    }

    @Test
    default void closesACloseFrameWithABadPayload() {
        victim().closes(List.of(1002), Frame.of(FIN | CLOSE, new byte[1]));
        victim().closes(
                        List.of(1002, 1007),
                        Frame.of(FIN | CLOSE, HexFormat.of().parseHex("03e8c0af")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1011, 3000, 4000, 4999})
    default void answersACloseFrame(int code) {
        victim().closes(List.of(code), Frame.close(code, "bye"));
    }

    @Test
    default void answersAnEmptyCloseFrame() {
        victim().closes(List.of(1000, 1005), Frame.of(FIN | CLOSE, NOTHING));
    }

    @Test
    default void readsNothingBehindACloseFrame() {
        victim().closes(List.of(1000), Frame.close(1000, ""), PING_COMMAND, Frame.of(FIN | 15, NOTHING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ff", "c0af", "e080af", "f08080af", "eda080", "edbfbf", "f4908080", "f8888080af", "80", "e282"})
    default void closesTextThatIsNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        victim().closes(List.of(1007), Frame.of(FIN | TEXT, bytes));
        victim().closes(List.of(1007), Frame.of(TEXT, bytes), Frame.of(FIN | CONTINUATION, NOTHING));
    }

    @Test
    default void putsFragmentsTogetherWhereverTheyAreCut() {
        byte[] bytes = "{\"id\":1,\"method\":\"ping\",\"x\":\"é€😀\"}".getBytes(StandardCharsets.UTF_8);
        try (SocketClient client = victim().open()) {
            for (int cut = 0; cut <= bytes.length; cut++) {
                client.send(Frame.of(TEXT, Arrays.copyOf(bytes, cut)));
                client.send(Frame.of(FIN | PONG, NOTHING));
                client.send(Frame.of(FIN | CONTINUATION, Arrays.copyOfRange(bytes, cut, bytes.length)));
                Node.expect("{\"id\":1,\"result\":{\"pong\":true}}", client.receive(Node.PATIENCE));
            }
        }
    }

    @Test
    default void answersAPingWithItsPayloadWithinAMessage() {
        byte[] payload = "\0\u007f😀".repeat(20).substring(0, 60).getBytes(StandardCharsets.UTF_8);
        try (SocketClient client = victim().open()) {
            client.send(Frame.of(TEXT, "{\"id\":1,".getBytes(StandardCharsets.UTF_8)));
            client.send(Frame.of(FIN | PING, payload));
            Frame pong = client.nextOfAnyKind(System.nanoTime() + Node.PATIENCE.toNanos());
            Node.expect(FIN | PONG, pong == null ? -1 : pong.first());
            Node.expect(true, pong != null && Arrays.equals(payload, pong.payload()));
            client.send(Frame.of(FIN | CONTINUATION, "\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8)));
            Node.expect("{\"id\":1,\"result\":{\"pong\":true}}", client.receive(Node.PATIENCE));
        }
    }

    @Test
    default void survivesAHalfFrameAndAReset() {
        for (int length = 1; length < PING_COMMAND.bytes().length; length++) {
            SocketClient client = victim().open();
            client.sendBytes(Arrays.copyOf(PING_COMMAND.bytes(), length));
            client.kill();
        }
        victim().publishedNothing();
    }

    @Test
    default void survivesPongsThatNobodyAskedFor() {
        byte[] pongs = repeated(Frame.of(FIN | PONG, new byte[125]), 1000);
        try (SocketClient client = victim().open()) {
            for (int i = 0; i < 100; i++) {
                client.sendBytes(pongs);
            }
            victim().isAlive(client);
        }
        victim().publishedNothing();
    }

    @Test
    default void survivesPingsWhosePongsNobodyReads() throws InterruptedException {
        byte[] pings = repeated(Frame.of(FIN | PING, new byte[125]), 1000);
        SocketClient client = victim().open();
        Thread flood = new Thread(() -> {
            for (int i = 0; i < 1000; i++) {
                client.sendBytes(pings); // blocks once the server has stopped reading: that is an answer, too
            }
        });
        flood.start();
        flood.join(2000);
        victim().publishedNothing();
        client.kill();
        flood.join();
        victim().publishedNothing();
    }

    private static byte[] repeated(Frame frame, int times) {
        byte[] one = frame.bytes();
        byte[] all = new byte[one.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }
}
