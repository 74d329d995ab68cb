package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.turbine.spi.Message;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.tck.RecordingAcceptor;
import dev.turbine.tck.RecordingListener;
import dev.turbine.tck.SocketClient;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class JettyTransportTest {
    private final RecordingAcceptor acceptor = new RecordingAcceptor();

    @Test
    void hasAnAddressWhileItServes() throws Exception {
        JettyTransport transport = JettyTransport.builder().port(0).build();
        assertThat(transport.addresses()).isEmpty();
        transport.start(acceptor);
        assertThat(transport.addresses()).containsExactly(URI.create("http://localhost:" + transport.port()));
        transport.close();
        assertThat(transport.addresses()).isEmpty();
    }

    @Test
    void listensOnTheHostItWasGivenAlone() throws Exception {
        JettyTransport transport =
                JettyTransport.builder().host("127.0.0.1").port(0).build();
        transport.start(acceptor);
        try {
            assertThat(transport.addresses()).containsExactly(URI.create("http://127.0.0.1:" + transport.port()));
        } finally {
            transport.close();
        }
    }

    @Test
    void neverDeliversOnTheThreadThatDemands() throws Exception {
        acceptor.opening(RecordingListener::withoutDemand);
        JettyTransport transport = JettyTransport.builder().port(0).build();
        transport.start(acceptor);
        try (SocketClient client = SocketClient.open(transport.addresses().get(0))) {
            RecordingListener listener = acceptor.nextOpened();
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            listener.onMessage(message -> threads.add(Thread.currentThread()));
            client.sendText("one");
            client.sendText("two");

            listener.connection().demand();
            listener.next();
            listener.connection().demand(); // this one lies in Jetty's buffer already
            listener.next();

            await().untilAsserted(() -> assertThat(threads).hasSize(2));
            assertThat(threads).doesNotContain(Thread.currentThread());
        } finally {
            transport.close();
        }
    }

    @Test
    void closeIsDoneWithinASecondAndFreesThePortAndTheThreads() throws Exception {
        JettyTransport transport = JettyTransport.builder().port(0).build();
        transport.start(acceptor);
        int port = transport.port();
        List<SocketClient> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(SocketClient.open(transport.addresses().get(0)));
        }
        Message[] large = new Message[40];
        Arrays.fill(large, Message.text("x".repeat(1024 * 1024)));
        acceptor.nextOpened().send(large);

        long begin = System.nanoTime();
        transport.close();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));

        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        new ServerSocket(port).close();
        clients.forEach(SocketClient::kill);
    }

    @Test
    void namesItsThreadsAndHoldsTheJvmOnlyWhileStarted() throws Exception {
        JettyTransport transport = JettyTransport.builder().port(0).build();
        assertThat(threads()).isEmpty();
        transport.start(acceptor);
        assertThat(threads()).isNotEmpty().anyMatch(thread -> !thread.isDaemon());
        transport.close();
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void saysWhereItCannotListenAndLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            JettyTransport transport =
                    JettyTransport.builder().port(taken.getLocalPort()).build();

            assertThatIOException()
                    .isThrownBy(() -> transport.start(acceptor))
                    .withMessageContaining("*:" + taken.getLocalPort())
                    .withMessageContaining("in use");
            transport.close();
            await().untilAsserted(() -> assertThat(threads()).isEmpty());
        }
    }

    @Test
    void saysThatItDoesNotKnowTheHost() {
        JettyTransport transport =
                JettyTransport.builder().host("no.such.host.invalid").port(0).build();
        assertThatIOException()
                .isThrownBy(() -> transport.start(acceptor))
                .withMessageContaining("no.such.host.invalid:0");
    }

    @Test
    void closeBeforeStartDoesNothing() {
        JettyTransport transport = JettyTransport.builder().port(0).build();
        transport.close();
        assertThatIllegalStateException().isThrownBy(transport::port);
    }

    @Test
    void isStartedOnce() throws Exception {
        JettyTransport transport = JettyTransport.builder().port(0).build();
        transport.start(acceptor);
        transport.close();
        assertThatIllegalStateException().isThrownBy(() -> transport.start(acceptor));
    }

    @Test
    void refusesWrongValuesAtTheSetter() {
        JettyTransport.Builder builder = JettyTransport.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.host(" "));
    }

    @Test
    void isMadeFromSettings() throws Exception {
        Transport transport = new JettyTransportProvider().create(Map.of("host", "127.0.0.1", "port", "0"));
        transport.start(acceptor);
        try (Socket socket =
                new Socket("127.0.0.1", transport.addresses().get(0).getPort())) {
            assertThat(socket.isConnected()).isTrue();
        } finally {
            transport.close();
        }
    }

    @Test
    void standsInTheServicesOfItsJarAndOfItsModule() throws Exception {
        String service = TransportProvider.class.getName();
        try (InputStream in = JettyTransportProvider.class.getResourceAsStream("/META-INF/services/" + service)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines(JettyTransportProvider.class.getName());
        }
        ModuleDescriptor module = JettyTransportProvider.class.getModule().getDescriptor();
        if (module != null) { // null on the class path
            assertThat(module.provides())
                    .singleElement()
                    .satisfies(provides ->
                            assertThat(provides.providers()).containsExactly(JettyTransportProvider.class.getName()));
        }
        assertThat(new JettyTransportProvider().name()).isEqualTo("jetty");
    }

    @Test
    void namesTheSettingThatIsWrongAndWhatIsAccepted() {
        JettyTransportProvider provider = new JettyTransportProvider();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.create(Map.of("prot", "1")))
                .withMessageContaining("prot")
                .withMessageContaining("host, port, tls.keystore, tls.password");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.create(Map.of("port", "http")))
                .withMessageContaining("port")
                .withMessageContaining("http");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.create(Map.of("tls.keystore", "a.p12")))
                .withMessageContaining("tls.password");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.create(Map.of("tls.password", "secret")))
                .withMessageContaining("tls.keystore")
                .withMessageNotContaining("secret");
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("turbine-jetty"))
                .collect(Collectors.toSet());
    }
}
