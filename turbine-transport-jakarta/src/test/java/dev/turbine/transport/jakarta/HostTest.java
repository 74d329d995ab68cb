package dev.turbine.transport.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turbine.Turbine;
import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RawRequest;
import dev.turbine.tck.SocketClient;
import dev.turbine.tck.TestAuthenticator;
import dev.turbine.tck.UpgradeRefused;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Turbine in an application of somebody else's: who keeps what. */
@SuppressWarnings("try") // Turbine only has to run, and is closed before its time
class HostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Stream<Host> hosts() {
        return Stream.of(new TomcatHost(), new JettyHost());
    }

    private static Turbine start(Host host) {
        return Turbine.builder()
                .transport(host)
                .authenticator(new TestAuthenticator())
                .start();
    }

    private static URI turbine(Host host) {
        return host.addresses().get(0);
    }

    private static URI application(Host host) {
        return turbine(host).resolve(Host.CONTEXT);
    }

    private static RawReply get(URI base, String path) {
        return RawHttp.exchange(base, RawRequest.get(path));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theHostsRoutesAndWebSocketsAnswerBesideTurbine(Host host) throws Exception {
        try (Turbine turbine = start(host);
                SocketClient own = SocketClient.open(application(host));
                SocketClient ours = SocketClient.open(turbine(host))) {
            own.sendText("x");
            ours.sendText("{\"id\":1,\"method\":\"ping\"}");

            assertThat(own.receive(PATIENCE)).isEqualTo("echo x");
            assertThat(ours.receive(PATIENCE)).isEqualTo("{\"id\":1,\"result\":{\"pong\":true}}");
            assertThat(get(application(host), "/hello").text()).isEqualTo("hello");
            assertThat(get(turbine(host), "/healthz").text()).isEqualTo("ok");
        } finally {
            host.end();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theHostsFilterSeesTheUpgradeAndMayRefuseIt(Host host) throws Exception {
        try (Turbine turbine = start(host)) {
            SocketClient.open(turbine(host)).close();
            assertThat(host.filter.seen).containsExactly("/app/turbine/ws");

            assertThatExceptionOfType(UpgradeRefused.class)
                    .isThrownBy(() -> SocketClient.open(turbine(host), "X-Refuse: 1"))
                    .satisfies(refused -> assertThat(refused.reply().status()).isEqualTo(401));
        } finally {
            host.end();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theHostGoesOnWhenTurbineHasStopped(Host host) throws Exception {
        try (Turbine turbine = start(host);
                SocketClient client = SocketClient.open(turbine(host))) {
            client.sendText("{\"id\":1,\"method\":\"ping\"}"); // what opens while Turbine closes may only be aborted
            client.receive(PATIENCE);
            turbine.close();

            assertThat(client.awaitClose(PATIENCE).code()).isEqualTo(4000);
            assertThat(get(application(host), "/hello").text()).isEqualTo("hello");
            assertThat(get(turbine(host), "/healthz").status()).isEqualTo(503);
        } finally {
            host.end();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void turbineStopsThoughTheHostHasStoppedBefore(Host host) throws Exception {
        try (Turbine turbine = start(host);
                SocketClient client = SocketClient.open(turbine(host))) {
            host.end();

            assertThat(client.endsWithin(PATIENCE)).isTrue();
            turbine.close();
            assertThat(turbine.stats().sessions()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aFilterWithoutSupportForAsyncIsAnErrorThatNamesIt(Host host) throws Exception {
        host.asyncFilter = false;
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (Turbine turbine = start(host)) {
            assertThat(get(turbine(host), "/healthz").status()).isEqualTo(500);
            assertThat(log.toString(StandardCharsets.UTF_8)).contains("asyncSupported", HostFilter.class.getName());
        } finally {
            System.setErr(err);
            host.end();
        }
    }
}
