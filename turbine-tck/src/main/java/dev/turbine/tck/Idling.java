package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** T14: connections that say nothing, or nothing whole. */
interface Idling extends Rigs {
    @Test
    default void t14DropsAWebSocketThatIsSilentForTheIdleTimeout() {
        try (Rig hasty = hasty();
                Link link = hasty.link()) {
            link.listener().end();
            assertThat(link.listener().ends()).isEmpty();
            assertThat(link.listener().faults()).isEmpty();
            assertThat(link.ends()).isTrue();
        }
    }

    @Test
    default void t14KeepsAWebSocketThatSpeaksNowAndThen() {
        try (Rig rig = rig(new RecordingAcceptor().idleTimeout(Duration.ofMillis(1500)));
                Link link = rig.link()) {
            long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
            while (System.nanoTime() < end) {
                link.client().sendText("still here");
                link.listener().next();
                link.client().expectSilence(Duration.ofMillis(200)); // a quiet client, not a wait for something
            }
            assertThat(link.listener().ends()).isEmpty();
        }
    }

    @Test
    default void t14DropsAHeadThatStopsOrTricklesIn() {
        if (!opensPort()) {
            return; // the host's server reads heads
        }
        try (Rig hasty = hasty();
                RawHttp stops = hasty.http();
                RawHttp drips = hasty.http()) {
            stops.send(hasty.begin("GET", "/") + "X-Slow: ");
            drips.send(hasty.begin("GET", "/") + "X-Slow: ");
            assertThat(endsThoughDripping(drips)).isTrue();
            assertThat(stops.endsWithin(Node.patience())).isTrue();
            assertThat(hasty.acceptor().calls()).isEmpty();
        }
    }

    @Test
    default void t14DropsAConnectionWithoutARequest() {
        if (!opensPort()) {
            return; // the host's server waits for requests
        }
        try (Rig hasty = hasty();
                RawHttp silent = hasty.http();
                RawHttp content = hasty.http()) {
            assertThat(content.send(RawRequest.get("/x")).read(Node.PATIENCE).status())
                    .isEqualTo(200);
            assertThat(silent.endsWithin(Node.patience())).isTrue();
            assertThat(content.endsWithin(Node.patience())).isTrue();
        }
    }

    /** Sends a byte now and then; whether the server ends the connection all the same. */
    static boolean endsThoughDripping(RawHttp http) {
        long deadline = System.nanoTime() + Node.patience().toNanos();
        boolean ended = false;
        while (!ended && System.nanoTime() < deadline) {
            http.send("x");
            ended = http.endsWithin(Duration.ofMillis(100));
        }
        return ended;
    }

    private Rig hasty() {
        return rig(new RecordingAcceptor().idleTimeout(Duration.ofMillis(500)));
    }
}
