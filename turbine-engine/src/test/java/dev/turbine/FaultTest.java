package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Disconnect;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults that were found by reading: each test fails as long as its fault is there. */
@Timeout(60)
class FaultTest {
    private static final String CONNECT = "{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"ann\"}}";
    private static final String CONNECTED = "{\"id\":1,\"result\":{\"connected\":true}}";

    private final FakeTransport transport = new FakeTransport();

    /** A transport that does as little as it may. */
    private static class Idle implements Transport {
        @Override
        public void start(Acceptor acceptor) {}

        @Override
        public List<URI> addresses() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private Turbine.Builder builder() {
        return TestNodes.builder(transport).name("faults");
    }

    private static Turbine.Builder builder(Transport other) {
        return Turbine.builder()
                .authenticator(TestNodes.ANYBODY)
                .transport(other)
                .name("faults");
    }

    private static void assertReturns(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            action.run();
            done.complete(null);
        });
        thread.setDaemon(true);
        thread.start();
        assertThat(done).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void closeInAnInterruptedThreadClosesAllTheSame() {
        Turbine node = builder().start();
        FakeConnection ann = transport.connect("ann");
        Thread.currentThread().interrupt();
        node.close();

        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertReturns(node::close);
        assertThat(transport.closes()).isEqualTo(1);
        assertThat(ann.isClosed()).isTrue();
        await().until(() -> TestNodes.threads("faults").isEmpty());
    }

    @Test
    void aTransportThatFailsToCloseDoesNotKeepTheThreads() {
        Turbine node = builder(new Idle() {
                    @Override
                    public void close() {
                        throw new IllegalStateException("test");
                    }
                })
                .start();
        catchThrowable(node::close);

        assertReturns(() -> catchThrowable(node::close));
        await().until(() -> TestNodes.threads("faults").isEmpty());
    }

    @Test
    void aTransportThatCannotBeLinkedLeavesNoThreadBehind() {
        Transport broken = new Idle() {
            @Override
            public void start(Acceptor acceptor) {
                throw new NoClassDefFoundError("test");
            }
        };
        catchThrowable(() -> builder(broken).start());

        await().until(() -> TestNodes.threads("faults").isEmpty());
    }

    @Test
    void aCallbackThatBlocksDoesNotKeepClientsFromBeingTold() {
        Turbine node =
                builder().limit(Limit.DRAIN_TIMEOUT, Duration.ofSeconds(1)).start();
        FakeConnection ann = transport.subscribe("ann", "news");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        TestNodes.publishAndThen(node, "1", () -> {
            inside.countDown();
            awaitQuietly(hold);
        });
        awaitQuietly(inside);
        try {
            node.close();
        } finally {
            hold.countDown();
        }
        assertThat(ann.data()).isNotEmpty();
        assertThat(ann.awaitClosed()).isEqualTo(Disconnect.SHUTTING_DOWN);
    }

    @Test
    void closesFromWithinACallback() {
        Turbine node = builder().start();
        FakeConnection ann = transport.connect("ann");
        assertThat(TestNodes.publishAndThen(node, "1", node::close)).succeedsWithin(10, TimeUnit.SECONDS);

        assertThat(ann.awaitClosed()).isEqualTo(Disconnect.SHUTTING_DOWN);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void disconnectAfterCloseHasAResult() {
        Turbine node = builder().start();
        node.close();

        assertThat(node.disconnect("ann").toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CONNECT_TIMEOUT", "SILENCE_TIMEOUT", "PING_INTERVAL", "CLOSE_TIMEOUT", "AUTHENTICATION_TIMEOUT"})
    void aTimeThatNeverComesIsNotOneThatHasPassed(Limit limit) {
        Turbine node = builder().limit(limit, Duration.ofDays(150_000)).start();
        FakeConnection ann = transport.open();
        ann.command(CONNECT);
        await().atMost(Duration.ofSeconds(5)).until(() -> ann.frames().contains(CONNECTED));

        assertThat(ann.isClosed()).isFalse();
        node.close();
    }

    static Stream<Instant> past() {
        return Stream.of(Instant.EPOCH, Instant.MIN, Instant.ofEpochMilli(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("past")
    void anIdentityThatHasExpiredLetsNobodyInHoweverLongAgo(Instant expiresAt) {
        Identity expired = new Identity("ann", expiresAt, ChannelGrants.unrestricted());
        try (Turbine node = builder()
                .authenticator(credentials -> CompletableFuture.completedFuture(new Authentication.Accepted(expired)))
                .start()) {
            FakeConnection ann = transport.open();
            ann.command(CONNECT);
            ann.awaitFrame("{\"id\":1,\"error\":{\"code\":401,\"message\":\"token expired\"}}");
            assertThat(node.stats().faults()).isZero();
        }
    }

    @Test
    void aBurstDoesNotCloseClientsThatRead() {
        // The share of a shard in a heap of 128 MiB on eight cores; each session may hold as much by itself.
        try (Turbine node = builder()
                .limit(Limit.SHARDS, 1)
                .limit(Limit.NODE_OUTBOUND_BYTES, 4 << 20)
                .start()) {
            List<String> channels = List.of("a", "b", "c", "d");
            List<FakeConnection> all = Stream.generate(() -> transport.subscribe("ann", "a", "b", "c", "d"))
                    .limit(5)
                    .toList();
            for (int i = 0; i < 20; i++) {
                TestNodes.get(node.publish(channels, "\"" + "x".repeat(1_000_000) + "\""));
            }
            assertThat(all).noneMatch(FakeConnection::isClosed);
        }
    }

    @Test
    void everyValueThatALimitCanHaveCanBeStarted() {
        Turbine.Builder most = builder().limit(Limit.AUTHENTICATION_QUEUE, Integer.MAX_VALUE);

        assertThat(catchThrowable(() -> most.start().close())).isNull();
    }
}
