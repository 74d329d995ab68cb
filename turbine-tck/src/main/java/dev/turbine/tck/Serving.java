package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Message;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** T1 and T8: how a transport begins and ends. */
interface Serving extends Rigs {
    /** How long an orderly close may take: nobody waits for a peer. */
    Duration CLOSING_TIME = Duration.ofSeconds(5);

    @Test
    default void t1AcceptsConnectionsWhenStartReturns() {
        for (int i = 0; i < 5; i++) {
            try (Rig fresh = rig(new RecordingAcceptor());
                    Link link = fresh.link()) {
                link.client().sendText("hello");
                assertThat(link.listener().next().text()).isEqualTo("hello");
                assertThat(RawHttp.exchange(fresh.base(), RawRequest.get("/x")).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    default void t1SaysWhereItServes() {
        assertThat(rig().transport().addresses()).isNotEmpty().allSatisfy(address -> {
            assertThat(address.getScheme()).isIn("http", "https");
            assertThat(address.getPort()).isPositive();
        });
    }

    @Test
    default void t8CloseAbortsOpenConnectionsAndTellsTheirListeners() {
        List<Link> links = rig().links(30);
        RawHttp silent = rig().http();
        CompletableFuture<Throwable> unread = links.get(0).flood();

        long begin = System.nanoTime();
        rig().transport().close();
        assertThat(System.nanoTime() - begin).isLessThan(CLOSING_TIME.toNanos());

        for (Link link : links) {
            assertThat(link.listener().end()).isEqualTo(Disconnect.ABNORMAL);
            assertThat(link.ends()).isTrue();
            assertThat(link.listener().ends()).isEmpty();
            assertThat(link.listener().faults()).isEmpty();
            link.close();
        }
        assertThat(Link.outcome(unread)).isNotNull();
        silent.close();
    }

    @Test
    default void t8StopsAccepting() {
        rig().link().close();
        rig().transport().close();
        if (opensPort()) {
            Awaitility.await().untilAsserted(() -> assertThat(accepts()).isFalse());
        } else {
            // The host's server goes on, and nothing that comes through it reaches the engine.
            assertThat(accepts()).isTrue();
            try (RawHttp http = rig().http()) {
                RawReply reply = http.send(SocketClient.upgrade()).read(Node.PATIENCE);
                assertThat(reply.status()).isGreaterThanOrEqualTo(400);
            }
            assertThat(rig().acceptor().opened()).isEmpty();
        }
    }

    @Test
    default void t8MayBeClosedTwice() {
        try (Link link = rig().link()) {
            rig().transport().close();
            rig().transport().close();
            link.listener().end();
            assertThat(link.listener().ends()).isEmpty();
        }
    }

    @Test
    default void t8MayBeClosedWithoutAConnection() {
        rig().transport().close();
        rig().transport().close();
    }

    @Test
    default void t8AnotherTransportGoesOn() {
        try (Rig other = rig(new RecordingAcceptor());
                Link link = other.link()) {
            rig().transport().close();
            link.client().sendText("still here");
            assertThat(link.listener().next().text()).isEqualTo("still here");
            other.link().close();
        }
    }

    @Test
    default void t8CallsOfAClosedTransportsConnectionsDoNothing() {
        try (Link link = rig().link()) {
            rig().transport().close();
            link.listener().end();
            link.connection().demand();
            link.connection().ping();
            assertThat(Link.outcome(link.listener().send(Message.text("late")))).isNotNull();
            link.connection().close(Disconnect.NORMAL);
            link.connection().abort();
            assertThat(link.listener().faults()).isEmpty();
            assertThat(link.listener().ends()).isEmpty();
        }
    }

    @Test
    default void t8EndsTheThreadsThatStartBegan() {
        if (!opensPort()) {
            return; // the host's server begins threads as it likes
        }
        useAndClose(rig()); // threads that a library begins once do not count
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        useAndClose(rig(new RecordingAcceptor()));
        Awaitility.await()
                .atMost(CLOSING_TIME)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread) && !isShared(thread))
                        .isEmpty());
    }

    /** Whether a thread is the JDK's, or the one that waits for an assertion. */
    private static boolean isShared(Thread thread) {
        return thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getName().startsWith("CompletableFutureDelay")
                || thread.getName().startsWith("awaitility");
    }

    private static void useAndClose(Rig rig) {
        RawHttp.exchange(rig.base(), RawRequest.get("/x"));
        Link link = rig.link();
        link.client().sendText("hello");
        link.listener().next();
        rig.close();
        link.close();
    }

    private boolean accepts() {
        try (Socket socket = new Socket(rig().base().getHost(), rig().base().getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
