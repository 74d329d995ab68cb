package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Message;
import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RawRequest;
import dev.turbine.tck.RecordingAcceptor;
import dev.turbine.tck.RecordingListener;
import dev.turbine.tck.SocketClient;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turbine and a servlet context of the host's, side by side, and each without the other. */
@Timeout(30)
final class JettyMountLifeCycleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RecordingAcceptor acceptor = new RecordingAcceptor();
    private final Host host = new ServletHost();
    private SocketClient client;
    private RecordingListener listener;

    @BeforeEach
    void start() throws Exception {
        host.start(acceptor);
        client = SocketClient.open(host.addresses().get(0));
        listener = acceptor.nextOpened();
    }

    @AfterEach
    void end() {
        client.hangUp();
        host.close();
        host.end();
    }

    @Test
    void theHostsServletFilterAndEndpointWorkBesideTurbine() throws Exception {
        assertThat(own().text()).isEqualTo("own /own");
        assertThat(own().header("x-filtered")).containsExactly("yes");
        try (SocketClient echo = echo()) {
            echo.sendText("hello");
            assertThat(echo.receive(PATIENCE)).isEqualTo("own hello");
        }
        client.sendText("hello");
        assertThat(listener.next().text()).isEqualTo("hello");
        listener.send(Message.text("and back"));
        assertThat(client.receive(PATIENCE)).isEqualTo("and back");

        RawReply call = RawHttp.exchange(host.addresses().get(0), RawRequest.post("/api/thing", "{}"));
        assertThat(call.status()).isEqualTo(200);
        assertThat(call.header("x-filtered")).isEmpty();
        assertThat(acceptor.nextCall().head().path()).isEqualTo("/api/thing");
        assertThat(acceptor.opened()).isEmpty();
    }

    @Test
    void closingTurbineEndsItsConnectionsAndNoneOfTheHosts() throws Exception {
        try (SocketClient echo = echo();
                RawHttp keptAlive = new RawHttp(host.base())) {
            assertThat(keptAlive.send(RawRequest.get("/own")).read(PATIENCE).text())
                    .isEqualTo("own /own");

            host.mount.close();

            assertThat(client.endsWithin(PATIENCE)).isTrue();
            assertThat(listener.end()).isEqualTo(Disconnect.ABNORMAL);
            assertThat(keptAlive.send(RawRequest.get("/own")).read(PATIENCE).text())
                    .isEqualTo("own /own");
            echo.sendText("still here");
            assertThat(echo.receive(PATIENCE)).isEqualTo("own still here");
        }
    }

    @Test
    void aHostThatStopsFirstEndsTheConnectionsAndTurbineClosesAfterIt() throws Exception {
        host.end();
        assertThat(client.endsWithin(PATIENCE)).isTrue();
        assertThat(listener.end()).isEqualTo(Disconnect.ABNORMAL);

        listener.connection().demand();
        listener.connection().ping();
        listener.connection().close(Disconnect.SHUTTING_DOWN);
        assertThat(listener.send(Message.text("late"))).succeedsWithin(PATIENCE).isNotNull(); // the failure
        host.mount.close();

        assertThat(listener.ends()).isEmpty();
        assertThat(listener.faults()).isEmpty();
    }

    private RawReply own() {
        return RawHttp.exchange(host.base(), RawRequest.get("/own"));
    }

    private SocketClient echo() {
        return SocketClient.open(URI.create(host.base() + "/echo"));
    }
}
