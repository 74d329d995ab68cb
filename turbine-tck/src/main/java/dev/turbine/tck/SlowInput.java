package dev.turbine.tck;

import dev.turbine.Turbine;
import dev.turbine.api.Limit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that take their time: each is dropped in a bounded one, here within ten seconds where a second is allowed. */
interface SlowInput extends Victims {
    Duration BOUND = Duration.ofSeconds(10);
    int DRIP_MILLIS = 100;

    @Test
    default void dropsConnectionsThatAreSlow() throws InterruptedException {
        try (Victim hasty = victim(SlowInput::hurry)) {
            String path = RawHttp.prefix(hasty.base());
            String publish =
                    "POST " + path + "/api/publish HTTP/1.1\r\nHost: a\r\nx-api-key: " + TransportFixture.API_KEY;
            List<Attack> attacks = new ArrayList<>();
            if (hasty.ownServer()) { // otherwise what is no request yet is the host's
                attacks.add(new Attack("silence", "", "", hasty));
                attacks.add(new Attack("head that stops", "GET " + path + "/healthz HTTP/1.1\r\nHos", "", hasty));
                attacks.add(new Attack("head that drips", "GET " + path + "/healthz HTTP/1.1\r\nx: ", "a", hasty));
            }
            attacks.addAll(List.of(
                    new Attack("body that stops", publish + "\r\nContent-Length: 1000\r\n\r\n{", "", hasty),
                    new Attack("body that drips", publish + "\r\nContent-Length: 1000\r\n\r\n{", " ", hasty),
                    new Attack(
                            "chunks that drip",
                            publish + "\r\nTransfer-Encoding: chunked\r\n\r\n",
                            "1\r\n \r\n",
                            hasty),
                    new Attack(
                            "chunk size that drips", publish + "\r\nTransfer-Encoding: chunked\r\n\r\n", "0", hasty)));
            for (Attack attack : attacks) {
                attack.start();
            }
            for (Attack attack : attacks) {
                attack.join();
            }
            for (Attack attack : attacks) {
                attack.check();
            }
            hasty.publishedNothing();
        }
    }

    @Test
    default void closesAFrameThatStopsOrDrips() throws InterruptedException {
        byte[] frame = Frame.text("{\"id\":1,\"method\":\"ping\",\"x\":\"" + " ".repeat(1000) + "\"}")
                .bytes();
        try (Victim hasty = victim(SlowInput::hurry);
                SocketClient stops = hasty.connect();
                SocketClient drips = hasty.connect()) {
            stops.answerPings(false);
            drips.answerPings(false);
            stops.sendBytes(Arrays.copyOf(frame, 3));
            Thread drip = new Thread(() -> drip(drips, frame));
            drip.start();
            hasty.expectClose(stops, BOUND, 4002);
            hasty.expectClose(drips, BOUND, 4002);
            drip.join();
            hasty.publishedNothing();
        }
    }

    private static void hurry(Turbine.Builder builder) {
        builder.limit(Limit.SILENCE_TIMEOUT, Duration.ofSeconds(1)).limit(Limit.PING_INTERVAL, Duration.ofMillis(300));
    }

    private static void drip(SocketClient client, byte[] frame) {
        long end = System.nanoTime() + BOUND.toNanos() / 3;
        for (int i = 0; i < frame.length && System.nanoTime() < end; i++) {
            client.sendBytes(new byte[] {frame[i]});
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(DRIP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One slow connection, with a thread that feeds it. */
    final class Attack extends Thread {
        private final byte[] drop;
        private final RawHttp http;
        private volatile boolean ended;

        Attack(String name, String start, String drop, Victim victim) {
            super(name);
            this.drop = drop.getBytes(StandardCharsets.UTF_8);
            http = new RawHttp(victim.base()).send(start);
        }

        @Override
        public void run() {
            long end = System.nanoTime() + BOUND.toNanos();
            while (!ended && System.nanoTime() < end) {
                http.send(drop);
                ended = http.endsWithin(Duration.ofMillis(DRIP_MILLIS));
            }
            http.close();
        }

        void check() {
            Node.expect(getName() + " ended: true", getName() + " ended: " + ended);
        }
    }
}
