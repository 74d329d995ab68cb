package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Limit;
import dev.turbine.api.TurbineException;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {
    private final Turbine.Builder builder = Turbine.builder();

    /** A transport that cannot start. */
    private record Failing(Exception failure) implements Transport {
        @Override
        public void start(Acceptor acceptor) throws IOException {
            if (failure instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public List<URI> addresses() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void withoutAnAuthenticatorNobodyCouldGetIn() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> builder.transport(new FakeTransport()).start())
                .withMessage("no authenticator: say who gets in with authenticator(…), for instance"
                        + " JwtAuthenticator.hmac(secret) of dev.turbine:turbine-auth-jwt");
    }

    @Test
    void withoutATransportItSaysWhichDependencyToAdd() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> builder.authenticator(TestNodes.ANYBODY).start())
                .withMessageStartingWith("no transport on the class path or module path: add the dependency");
    }

    @Test
    void aBrokerThatIsNamedIsNotHandedInAsWell() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> TestNodes.builder(new FakeTransport())
                        .broker(new DirectBroker.Bus().broker())
                        .broker("nats", Map.of())
                        .start())
                .withMessage("a broker was handed in, and \"nats\" was named as well: leave one of the two out");
    }

    @Test
    void aBrokerThatIsNamedIsLookedFor() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> TestNodes.builder(new FakeTransport())
                        .broker("nats", Map.of())
                        .start())
                .withMessageStartingWith("no broker on the class path or module path: add the dependency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a\n", "ä", "a:b", "a%n"})
    void aNameIsFitForThreadsAndLogs(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.name(name))
                .withMessage("name must have 1 to 64 letters, digits, '.', '-' or '_'");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.name("n".repeat(65)));
        assertThat(builder.name("n".repeat(64)).name("A-z_0.9")).isSameAs(builder);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MIN_VALUE})
    void aPortIsWithinItsRange(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.port(port))
                .withMessage("port must be within 0 and 65535, is " + port);
        assertThat(builder.port(0).port(65_535)).isSameAs(builder);
    }

    @Test
    void anApiKeyIsNotEmptyAndIsNotRepeatedInTheMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.apiKeys("secret", " "))
                .withMessage("an API key must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.apiKeys(""));
    }

    @Test
    void anOriginIsWrittenAsBrowsersSendIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.allowedOrigins("https://app.ex.com/"))
                .withMessageEndingWith("(lower case, no path, no slash at the end), is https://app.ex.com/");
    }

    @Test
    void aLimitIsCheckedAtItsSetter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.limit(Limit.SUBSCRIPTIONS, 0))
                .withMessage("limit SUBSCRIPTIONS must be at least 1 and at most 2147483647, is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.limit(Limit.SUBSCRIPTIONS, Duration.ofSeconds(1)))
                .withMessage("limit SUBSCRIPTIONS is a number, not a time: PT1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.limit(Limit.PING_INTERVAL, Duration.ofNanos(1)))
                .withMessage("limit PING_INTERVAL must be at least 1, is 0");
    }

    @Test
    void whatIsNullIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> builder.authenticator(null))
                .withMessage("authenticator");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.transport((Transport) null))
                .withMessage("transport");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.transport((String) null))
                .withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> builder.host(null)).withMessage("host");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.sessionListener(null))
                .withMessage("listener");
    }

    @Test
    void aTransportThatCannotStartLeavesNoThreadBehind() {
        for (Exception failure : List.of(new IOException("port 80 is in use"), new IllegalStateException("twice"))) {
            assertThatExceptionOfType(TurbineException.class)
                    .isThrownBy(() -> Turbine.builder()
                            .name("unborn")
                            .authenticator(TestNodes.ANYBODY)
                            .transport(new Failing(failure))
                            .start())
                    .withMessage("turbine unborn: cannot start: " + failure.getMessage())
                    .withCause(failure);
            await().until(() -> TestNodes.threads("unborn").isEmpty());
        }
    }

    @Test
    void aBuilderIsUsedAgain() {
        FakeTransport first = new FakeTransport();
        FakeTransport second = new FakeTransport();
        Turbine.Builder again = TestNodes.builder(first).name("again");

        try (Turbine one = again.start();
                Turbine two = again.transport(second).start()) {
            assertThat(one.addresses()).isEqualTo(two.addresses()).hasSize(1);
            assertThat(first.acceptor()).isNotSameAs(second.acceptor());
        }
    }
}
