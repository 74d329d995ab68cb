package dev.turbine.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.spi.Message;
import dev.turbine.spi.support.ErrorReply;
import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RawRequest;
import dev.turbine.tck.RecordingAcceptor;
import dev.turbine.tck.RecordingListener;
import dev.turbine.tck.SocketClient;
import io.undertow.Handlers;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class UndertowMountTest {
    private final UndertowMount mount = new UndertowMount();
    private final Undertow host = Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(Handlers.path(exchange -> exchange.getResponseSender().send("the application's"))
                    .addPrefixPath("/turbine", mount))
            .build();
    private URI base;

    @BeforeEach
    void start() {
        host.start();
        InetSocketAddress address =
                (InetSocketAddress) host.getListenerInfo().get(0).getAddress();
        base = URI.create("http://127.0.0.1:" + address.getPort());
    }

    @AfterEach
    void stop() {
        mount.close();
        host.stop();
    }

    @Test
    void answers503BeforeStart() {
        assertUnavailable(RawRequest.get("/turbine/x"));
        assertUnavailable(
                RawRequest.get("/turbine/ws", SocketClient.upgrade().headers().toArray(String[]::new)));
        assertHostServes();
    }

    @Test
    void answers503AfterCloseAndLeavesTheHostRunning() {
        RecordingAcceptor acceptor = new RecordingAcceptor();
        mount.start(acceptor);
        assertThat(RawHttp.exchange(base, RawRequest.get("/turbine/x")).status())
                .isEqualTo(200);
        assertThat(acceptor.nextCall().head().path()).isEqualTo("/x");
        SocketClient client = SocketClient.open(base.resolve("/turbine"));

        mount.close();

        acceptor.nextOpened().end();
        client.kill();
        assertUnavailable(RawRequest.get("/turbine/x"));
        assertUnavailable(RawRequest.post("/turbine/x", "hello"));
        assertThat(acceptor.calls()).isEmpty();
        assertHostServes();
    }

    @Test
    void endsItsConnectionsWhenTheHostStopsBeforeIt() throws Exception {
        RecordingAcceptor acceptor = new RecordingAcceptor();
        mount.start(acceptor);
        SocketClient client = SocketClient.open(base.resolve("/turbine"));
        RecordingListener listener = acceptor.nextOpened();

        host.stop();

        listener.end();
        assertThat(listener.send(Message.text("late")).get(10, TimeUnit.SECONDS))
                .isNotNull();
        client.kill();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/turbine/ws;x", "/turbine/x/../ws", "/turbine//ws", "/turbine/a%2fb", "/turbine/%2e/ws"})
    void refusesPathsThatMayBeReadInTwoWays(String path) {
        RecordingAcceptor acceptor = new RecordingAcceptor();
        mount.start(acceptor);

        assertThat(RawHttp.exchange(base, RawRequest.get(path)).status()).isEqualTo(400);
        assertThat(RawHttp.exchange(base, RawRequest.get(base + "/turbine/ws")).status())
                .isEqualTo(200);
        assertThat(acceptor.nextCall().head().path()).isEqualTo("/ws");
        assertThat(RawHttp.exchange(base, RawRequest.get("/own;x//page")).text())
                .isEqualTo("the application's");
        assertThat(acceptor.calls()).isEmpty();
    }

    @Test
    void hasNoAddressOfItsOwnAndIsStartedOnce() {
        mount.start(new RecordingAcceptor());
        assertThat(mount.addresses()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> mount.start(new RecordingAcceptor()));
    }

    private void assertUnavailable(RawRequest request) {
        RawReply reply = RawHttp.exchange(base, request);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).isEqualTo(new String(ErrorReply.of(503).body(), StandardCharsets.UTF_8));
    }

    private void assertHostServes() {
        assertThat(RawHttp.exchange(base, RawRequest.get("/page")).text()).isEqualTo("the application's");
    }
}
