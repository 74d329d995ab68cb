package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** T11: bodies that are too big, or never whole. */
interface BodyLimits extends Rigs {
    /** After so long a body that has not come fails. */
    Duration IDLE = Duration.ofSeconds(1);

    @Test
    default void t11RefusesADeclaredLengthOverTheLimitBeforeTheBodyIsSent() {
        Reading reading = new Reading();
        try (Rig hasty = hasty(reading);
                RawHttp http = hasty.http()) {
            http.send(CallBodies.declaring(10_000_000_000L, "Expect: 100-continue"));
            RawReply reply = http.read(Node.PATIENCE);
            if (reply.status() == 100 && !opensPort()) { // by the host's server
                reply = http.read(Node.PATIENCE);
            }
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reading.outcomes()).containsExactly(Reading.TOO_BIG);
            assertThat(hasty.acceptor().nextCall().contentLength()).isEqualTo(10_000_000_000L);
            assertThat(http.endsWithin(Node.PATIENCE)).isTrue();
        }
    }

    @Test
    default void t11AClientThatSendsTooMuchGetsTheReply() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            int length = 1 << 20;
            http.send(CallBodies.declaring(length));
            http.send(new byte[length]); // all of it, and only then it looks for a reply

            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(413);
            assertThat(reading.outcomes()).containsExactly(Reading.TOO_BIG);
        }
    }

    @Test
    default void t11ABodyOneByteOverTheLimitIsTooBig() {
        Reading reading = reading();
        RawReply reply = RawHttp.exchange(rig().base(), RawRequest.post("/x", "x".repeat(Reading.LIMIT + 1)));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reading.outcomes()).containsExactly(Reading.TOO_BIG);
    }

    @Test
    default void t11ChunksWithoutEndAreTooBig() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            http.send(CallBodies.chunked(""));
            String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 64; i++) {
                http.send(chunk);
            }
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(413);
            assertThat(reading.outcomes()).containsExactly(Reading.TOO_BIG);
        }
    }

    @Test
    default void t11ABodyThatNobodyReadsIsRepliedTo() {
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(401, "{}")));
        for (int size : new int[] {5, 100_000}) {
            RawReply reply = RawHttp.exchange(rig().base(), RawRequest.post("/x", "x".repeat(size)));
            assertThat(reply.status()).isEqualTo(401);
        }
    }

    @Test
    default void t11ABodyThatNobodyReadsIsNotMistakenForARequest() {
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(401, "{}")));
        String hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.post("/x", hidden)).send(RawRequest.get("/next"));
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(401);
            http.endsWithin(Duration.ofMillis(300)); // or it goes on: either will do
            assertThat(rig().acceptor().calls())
                    .extracting(call -> call.head().path())
                    .doesNotContain("/hidden");
        }
    }

    @Test
    default void t11ABodyThatStopsFailsWhenItsTimeIsOver() {
        Reading reading = new Reading();
        try (Rig hasty = hasty(reading);
                RawHttp http = hasty.http()) {
            http.send(CallBodies.declaring(1000)).send("{");
            assertThat(reading.next()).isInstanceOf(Throwable.class);
            assertThat(http.endsWithin(Node.PATIENCE)).isTrue();
            assertThat(reading.outcomes()).isEmpty();
        }
    }

    @Test
    default void t11ABodyThatTricklesInFailsWhenItsTimeIsOver() {
        Reading reading = new Reading();
        try (Rig hasty = hasty(reading);
                RawHttp http = hasty.http()) {
            http.send(CallBodies.declaring(60_000));
            assertThat(Idling.endsThoughDripping(http)).isTrue();
            assertThat(reading.next()).isInstanceOf(Throwable.class);
            assertThat(reading.outcomes()).isEmpty();
        }
    }

    private Reading reading() {
        Reading reading = new Reading();
        rig().acceptor().handling(reading);
        return reading;
    }

    private Rig hasty(Reading reading) {
        return rig(new RecordingAcceptor().idleTimeout(IDLE).handling(reading));
    }
}
