package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RawRequest;
import dev.turbine.tck.RecordingAcceptor;
import dev.turbine.tck.SocketClient;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class JettyMountTest {
    private final RecordingAcceptor acceptor = new RecordingAcceptor();
    private final Host host = new CoreHost();

    @AfterEach
    void end() {
        host.end();
    }

    @ParameterizedTest
    @CsvSource({"/turbine,/", "/turbine/,/", "/turbine/a%20b,/a b", "/turbine/turbine/ws,/turbine/ws"})
    void whatIsBelowThePathIsTurbines(String asked, String told) throws Exception {
        host.start(acceptor);

        assertThat(get(asked).status()).isEqualTo(200);
        assertThat(acceptor.nextCall().head().path()).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/ws", "/turbines", "/turbine.html", "/TURBINE/ws", "/own/turbine/ws", "/turbine/../own"})
    void allElseIsTheHosts(String path) throws Exception {
        host.start(acceptor);

        assertThat(get(path).text()).startsWith("own /");
        assertThat(acceptor.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/turbine/api%2fpublish", "/turbine//ws", "/turbine/%2e%2e/turbine/ws", "/turbine/a/..;/ws"})
    void refusesPathsThatTheHostToleratesForItsOwn(String path) throws Exception {
        host.connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(UriCompliance.UNSAFE);
        host.start(acceptor);

        assertThat(get(path).status()).isEqualTo(400);
        assertThat(get("/own%2fpage").status()).isEqualTo(200);
        assertThat(acceptor.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/turbine/ws;x", "/turbine;x/ws", "/turbine/x/../ws", "/other/../turbine/ws", "/turbine/./ws"})
    void refusesPathsThatMayBeReadInTwoWays(String path) throws Exception {
        host.start(acceptor);

        assertThat(get(path).status()).isEqualTo(400);
        assertThat(get("/own;x/../page").text()).isEqualTo("own /page");
        assertThat(acceptor.calls()).isEmpty();
    }

    @Test
    void answersAlsoThoseWhoAreStillSending() throws Exception {
        host.run();
        try (RawHttp http = new RawHttp(host.base())) {
            String head = "POST /turbine/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n";

            http.send(head + "x".repeat(1_000_000));

            assertThat(http.read(Duration.ofSeconds(10)).status()).isEqualTo(503);
            http.send("x".repeat(1_000_000));
            assertThat(http.endsWithin(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void answers503UnlessItServes() throws Exception {
        host.run();
        assertThat(get("/turbine/ws").status()).isEqualTo(503);
        assertThat(get("/page").text()).isEqualTo("own /page");

        host.mount.start(acceptor);
        assertThat(get("/turbine/ws").status()).isEqualTo(200);

        host.mount.close();
        assertThat(RawHttp.exchange(host.addresses().get(0), SocketClient.upgrade())
                        .status())
                .isEqualTo(503);
        assertThat(get("/page").text()).isEqualTo("own /page");
    }

    @Test
    void theRootTakesTheWholeContextAndNothingElse() throws Exception {
        JettyMount mount = new JettyMount("/");
        ContextHandler context = new ContextHandler("/live");
        context.insertHandler(mount.handler());
        host.server.setHandler(context);
        host.server.start();
        mount.start(acceptor);

        assertThat(get("/live/api/publish").status()).isEqualTo(200);
        assertThat(acceptor.nextCall().head().path()).isEqualTo("/api/publish");
        assertThat(get("/elsewhere").status()).isEqualTo(404);
        mount.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "turbine", "/turbine/", "//", "/a//b", "/a/../b", "/.", "/a b", "/a?b", "/a%41", "/*", "/é"})
    void refusesAPathThatCannotBeOne(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JettyMount(path))
                .withMessageContaining("\"" + path + "\"");
    }

    @Test
    void acceptsPathsOfSeveralSegments() {
        for (String path : List.of("/", "/a", "/.well-known/turbine", "/v1.0/live~x/_y-z")) {
            assertThat(new JettyMount(path).addresses()).isEmpty();
        }
    }

    @Test
    void isStartedOnceAndKeepsItsHandler() {
        assertThat(host.mount.handler()).isSameAs(host.mount.handler());
        host.mount.start(acceptor);
        host.mount.close();
        assertThatIllegalStateException().isThrownBy(() -> host.mount.start(acceptor));
    }

    private RawReply get(String path) {
        return RawHttp.exchange(host.base(), RawRequest.get(path));
    }
}
