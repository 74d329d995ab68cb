package dev.turbine.tck;

import static dev.turbine.tck.Frame.BINARY;
import static dev.turbine.tck.Frame.CONTINUATION;
import static dev.turbine.tck.Frame.FIN;
import static dev.turbine.tck.Frame.TEXT;
import static dev.turbine.tck.RecordingAcceptor.FRAGMENTS;
import static dev.turbine.tck.RecordingAcceptor.MESSAGE_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T7: messages of the size that is allowed, and beyond. */
interface MessageLimits extends Rigs {
    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY})
    default void t7DeliversAMessageOfExactlyTheLimit(int opcode) {
        byte[] payload = filled(MESSAGE_BYTES);
        try (Link link = rig().link()) {
            link.client().send(Frame.of(FIN | opcode, payload));
            assertThat(Arrays.equals(link.listener().next().payload(), payload)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY})
    default void t7ClosesAMessageOverTheLimit(int opcode) {
        for (int size : new int[] {MESSAGE_BYTES + 1, 8 << 20}) {
            try (Link link = rig().link()) {
                link.client().send(Frame.of(FIN | opcode, filled(size)));
                assertTooBig(link);
            }
        }
    }

    @Test
    default void t7LimitsTheBytesOfAllFragmentsTogether() {
        try (Link link = rig().link()) {
            link.client().send(Frame.of(TEXT, filled(MESSAGE_BYTES - 1)));
            link.client().send(Frame.of(CONTINUATION, filled(1)));
            link.client().send(Frame.of(FIN | CONTINUATION, filled(1)));
            assertTooBig(link);
        }
    }

    @Test
    default void t7DeliversAMessageOfExactlyAsManyFragmentsAsAllowed() {
        try (Link link = rig().link()) {
            link.client().send(Frame.of(TEXT, filled(1)));
            for (int i = 2; i < FRAGMENTS; i++) {
                link.client().send(Frame.of(CONTINUATION, filled(1)));
            }
            link.client().send(Frame.of(FIN | CONTINUATION, filled(1)));
            assertThat(link.listener().next().text()).isEqualTo("x".repeat(FRAGMENTS));
        }
    }

    @Test
    default void t7ClosesAMessageOfMoreFragmentsOfAByteEach() {
        if (!opensPort()) {
            return; // a host's server may not tell frames from parts of one; the limit of bytes holds
        }
        try (Link link = rig().link()) {
            for (int i = 0; i <= FRAGMENTS; i++) {
                link.client().send(Frame.of(i == 0 ? TEXT : CONTINUATION, filled(1)));
            }
            assertTooBig(link);
        }
    }

    @Test
    default void t7ClosesAMessageOfMoreEmptyFragments() {
        try (Link link = rig().link()) {
            link.client().send(Frame.of(TEXT, filled(1)));
            for (int i = 0; i < 2 * FRAGMENTS; i++) {
                link.client().send(Frame.of(CONTINUATION, filled(0)));
            }
            assertTooBig(link);
        }
    }

    @Test
    default void t7AFrameThatArrivesInManyPartsCountsOnce() {
        byte[] payload = filled(20 * FRAGMENTS);
        byte[] frame = Frame.of(FIN | TEXT, payload).bytes();
        try (Link link = rig().link()) {
            for (int at = 0; at < frame.length; at += 4) {
                link.client().sendBytes(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + 4)));
                Thread.yield();
            }
            assertThat(link.listener().next().payload()).isEqualTo(payload);
        }
    }

    @Test
    default void t7HoldsNoMemoryForALengthThatIsOnlyAnnounced() {
        rig().link().close(); // what is loaded once does not count
        long before = used();
        List<Link> links = rig().links(200);
        for (Link link : links) {
            link.client().sendBytes(headOf(Integer.MAX_VALUE));
            link.client().sendBytes(new byte[10]);
        }
        // 200 frames of 2 GiB are announced, and 10 bytes of each have come.
        Awaitility.await().untilAsserted(() -> assertThat(used() - before).isLessThan(20L << 20));
        links.forEach(Link::close);
    }

    @Test
    default void t7HoldsNoMoreOfAMessageThanTheLimit() {
        rig().link().close();
        long before = used();
        byte[] part = new byte[1 << 20];
        List<Link> links = rig().links(20);
        for (Link link : links) {
            link.client().sendBytes(headOf(Integer.MAX_VALUE));
            for (int i = 0; i < 4; i++) {
                link.client().sendBytes(part);
            }
            assertThat(link.readClose().code()).isEqualTo(1009);
        }
        // 80 MiB have come, of which 20 times the limit may be held.
        Awaitility.await().untilAsserted(() -> assertThat(used() - before).isLessThan(20L << 20));
        links.forEach(Link::close);
    }

    @Test
    default void t7CutsOffAPeerThatGoesOnSending() {
        try (Link link = rig().link()) {
            link.client().sendBytes(headOf(Integer.MAX_VALUE));
            link.client().sendBytes(new byte[MESSAGE_BYTES + 8192]); // more than a server collects before it hands over
            assertThat(link.readClose().code()).isEqualTo(1009);
            assertThat(link.listener().end().code()).isEqualTo(1009);

            Awaitility.await().atMost(Node.PATIENCE).until(() -> {
                link.client().sendBytes(new byte[100]);
                return link.client().endsWithin(Duration.ofMillis(20));
            });
            assertThat(link.listener().ends()).isEmpty();
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    private static void assertTooBig(Link link) {
        assertThat(link.readClose().code()).isEqualTo(1009);
        link.client().send(Frame.close(1009, ""));
        assertThat(link.listener().end().code()).isEqualTo(1009);
        assertThat(link.ends()).isTrue();
        assertThat(link.listener().messages()).isEmpty();
        assertThat(link.listener().ends()).isEmpty();
        assertThat(link.listener().faults()).isEmpty();
    }

    /** Binary, since what follows is not UTF-8. */
    private static byte[] headOf(long length) {
        return Frame.announcing(FIN | BINARY, length).bytes();
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
