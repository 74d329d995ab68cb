package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong with an authenticator, it lets nobody in. */
@Timeout(60)
class AuthenticatorFaultTest {
    private static final String CONNECT = "{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"ann\"}}";
    private static final String SUBSCRIBE = "{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"news\"}}";
    private static final String INTERNAL_ERROR = "{\"id\":1,\"error\":{\"code\":500,\"message\":\"internal error\"}}";
    private static final String NOT_AUTHENTICATED =
            "{\"id\":2,\"error\":{\"code\":401,\"message\":\"not authenticated\"}}";

    private final FakeTransport transport = new FakeTransport();

    private Turbine.Builder builder(Authenticator authenticator) {
        return Turbine.builder()
                .authenticator(authenticator)
                .transport(transport)
                .limit(Limit.AUTHENTICATION_TIMEOUT, Duration.ofMillis(200));
    }

    static Stream<Authenticator> faulty() {
        return Stream.of(
                credentials -> {
                    throw new IllegalStateException("test");
                },
                credentials -> {
                    throw new AssertionError("test");
                },
                credentials -> null,
                credentials -> CompletableFuture.completedFuture(null),
                credentials -> CompletableFuture.failedFuture(new IllegalStateException("test")),
                credentials -> new CompletableFuture<>());
    }

    @ParameterizedTest
    @MethodSource("faulty")
    void anyFaultIsAnInternalErrorAndNoAcceptance(Authenticator authenticator) {
        try (Turbine node = builder(authenticator).start()) {
            FakeConnection ann = transport.open();
            ann.command(CONNECT);
            ann.awaitFrame(INTERNAL_ERROR);
            ann.command(SUBSCRIBE);
            ann.awaitFrame(NOT_AUTHENTICATED);
            assertThat(node.stats().refused()).containsEntry(500, 1L);
        }
    }

    @Test
    void anOutcomeThatComesTooLateIsIgnored() {
        CompletableFuture<Authentication> outcome = new CompletableFuture<>();
        try (Turbine node = builder(credentials -> outcome).start()) {
            FakeConnection ann = transport.open();
            ann.command(CONNECT);
            ann.awaitFrame(INTERNAL_ERROR);
            outcome.complete(new Authentication.Accepted(new Identity("ann", null, ChannelGrants.unrestricted())));
            ann.command(SUBSCRIBE);
            ann.awaitFrame(NOT_AUTHENTICATED);
            assertThat(TestNodes.get(node.disconnect("ann"))).isZero();
        }
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsAnInternalErrorAndNoAcceptance() {
        CountDownLatch hold = new CountDownLatch(1);
        Authenticator blocking = credentials -> {
            try {
                hold.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return TestNodes.ANYBODY.authenticate(credentials);
        };
        try (Turbine node = builder(blocking)
                .limit(Limit.AUTHENTICATION_THREADS, 1)
                .limit(Limit.AUTHENTICATION_QUEUE, 1)
                .limit(Limit.AUTHENTICATION_TIMEOUT, Duration.ofSeconds(20))
                .start()) {
            List<FakeConnection> clients =
                    Stream.generate(transport::open).limit(6).toList();
            clients.forEach(client -> client.command(CONNECT));
            await().until(() -> clients.stream()
                            .filter(client -> client.frames().contains(INTERNAL_ERROR))
                            .count()
                    == 4);
            assertThat(node.stats().sessions()).isEqualTo(6);
            hold.countDown();

            String connected = "{\"id\":1,\"result\":{\"connected\":true}}";
            await().until(() -> clients.stream()
                            .filter(client -> client.frames().contains(connected))
                            .count()
                    == 2);
            assertThat(clients).allMatch(client -> client.frames().size() == 1);
        }
    }

    @Test
    void repliesToLaterCommandsWaitForTheConnect() {
        CompletableFuture<Authentication> outcome = new CompletableFuture<>();
        try (Turbine node = builder(credentials -> outcome)
                .limit(Limit.AUTHENTICATION_TIMEOUT, Duration.ofSeconds(20))
                .start()) {
            FakeConnection ann = transport.open();
            ann.command(CONNECT);
            outcome.complete(Authentication.invalid("test"));
            ann.command("{\"id\":2,\"method\":\"ping\"}");
            ann.awaitFrame("{\"id\":2,\"result\":{\"pong\":true}}");

            assertThat(ann.frames())
                    .first()
                    .isEqualTo("{\"id\":1,\"error\":{\"code\":401,\"message\":\"invalid token\"}}");
            assertThat(node.stats().faults()).isZero();
        }
    }
}
