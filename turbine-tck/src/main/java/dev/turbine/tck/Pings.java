package dev.turbine.tck;

import static dev.turbine.tck.Frame.CONTINUATION;
import static dev.turbine.tck.Frame.FIN;
import static dev.turbine.tck.Frame.PING;
import static dev.turbine.tck.Frame.PONG;
import static dev.turbine.tck.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** T13: pings and pongs. */
interface Pings extends Rigs {
    @Test
    default void t13AnswersAPingWithItsPayload() {
        try (Link link = rig().link()) {
            for (String payload : new String[] {"", "are you there", "é".repeat(62)}) {
                link.client().send(frame(FIN | PING, payload));
                Frame pong = link.read();
                assertThat(pong.first()).isEqualTo(FIN | PONG);
                assertThat(pong.text()).isEqualTo(payload);
            }
            assertThat(link.listener().messages()).isEmpty();
        }
    }

    @Test
    default void t13SendsPingsAndReportsEveryPong() {
        try (Link link = rig().link()) {
            link.connection().ping();
            Frame ping = link.read();
            assertThat(ping.first()).isEqualTo(FIN | PING);
            link.client().send(Frame.of(FIN | PONG, ping.payload()));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(link.listener().pongs()).isEqualTo(1));

            link.client().send(frame(FIN | PONG, "nobody asked"));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(link.listener().pongs()).isEqualTo(2));
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t13PingsAndPongsMayComeWithinAMessage() {
        try (Link link = rig().link()) {
            link.client().send(frame(TEXT, "one "));
            link.client().send(frame(FIN | PING, "between"));
            link.client().send(frame(CONTINUATION, "two "));
            link.client().send(frame(FIN | PONG, ""));
            link.client().send(frame(FIN | CONTINUATION, "three"));

            assertThat(link.listener().next().text()).isEqualTo("one two three");
            assertThat(link.listener().pongs()).isEqualTo(1);
            assertThat(link.read().text()).isEqualTo("between");
        }
    }

    @Test
    default void t13PongsDoNotPileUpForAPeerThatDoesNotReadThem() throws InterruptedException {
        byte[] one = frame(FIN | PING, "p".repeat(125)).bytes();
        byte[] thousand = new byte[one.length * 1000];
        for (int i = 0; i < 1000; i++) {
            System.arraycopy(one, 0, thousand, i * one.length, one.length);
        }
        try (Link link = rig().link()) {
            Thread flood = new Thread(() -> {
                for (int i = 0; i < 200; i++) { // 26 MB, more than the sockets hold
                    link.client().sendBytes(thousand);
                }
                link.client().send(frame(FIN | PING, "the last"));
            });
            flood.start();
            flood.join(1000);
            boolean heldBack = flood.isAlive(); // until pongs are read

            int pongs = 1;
            for (Frame pong = link.read(); !pong.text().equals("the last"); pong = link.read()) {
                assertThat(pong.opcode()).isEqualTo(PONG);
                pongs++;
            }
            flood.join();
            // RFC 6455, section 5.5.3: of pings that are not answered yet, the last alone may be.
            assertThat(heldBack || pongs < 150_000).isTrue();
            assertThat(link.listener().ends()).isEmpty();
        }
    }

    private static Frame frame(int first, String payload) {
        return Frame.of(first, payload.getBytes(StandardCharsets.UTF_8));
    }
}
