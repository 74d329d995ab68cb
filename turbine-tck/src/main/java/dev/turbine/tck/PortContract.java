package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.turbine.spi.Message;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import java.io.IOException;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The port, the threads and the settings of a transport that opens a port of its own. */
@Timeout(30)
public abstract class PortContract {
    private final RecordingAcceptor acceptor = new RecordingAcceptor();

    /**
     * Makes a transport by its builder.
     *
     * @param host the host to set; none is set if it is null
     * @param port the port to set
     */
    protected abstract Transport transport(@Nullable String host, int port);

    /** Makes them from settings. */
    protected abstract TransportProvider provider();

    /** What the names of its threads begin with. */
    protected final String threadPrefix() {
        return "turbine-" + provider().name();
    }

    @Test
    void hasAnAddressWhileItServes() throws IOException {
        Transport transport = transport(null, 0);
        assertThat(transport.addresses()).isEmpty();
        transport.start(acceptor);
        URI address = transport.addresses().get(0);
        assertThat(address).isEqualTo(URI.create("http://localhost:" + address.getPort()));
        transport.close();
        assertThat(transport.addresses()).isEmpty();
    }

    @Test
    void listensOnTheHostItWasGivenAlone() {
        try (Rig rig = Rig.of(transport("127.0.0.1", 0), acceptor)) {
            assertThat(rig.base())
                    .isEqualTo(URI.create("http://127.0.0.1:" + rig.base().getPort()));
        }
    }

    @Test
    void closeIsDoneWithinASecondAndFreesThePortAndTheThreads() throws IOException {
        Rig rig = Rig.of(transport(null, 0), acceptor);
        List<Link> links = new ArrayList<>(rig.links(50));
        Message[] large = new Message[40];
        Arrays.fill(large, Message.text("x".repeat(1024 * 1024)));
        links.get(0).listener().send(large);

        long begin = System.nanoTime();
        rig.close();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));

        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        new ServerSocket(rig.base().getPort()).close();
        links.forEach(Link::close);
    }

    @Test
    void namesItsThreadsAndHoldsTheJvmOnlyWhileStarted() throws IOException {
        Transport transport = transport(null, 0);
        assertThat(threads()).isEmpty();
        transport.start(acceptor);
        assertThat(threads()).isNotEmpty().anyMatch(thread -> !thread.isDaemon());
        transport.close();
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void saysWhereItCannotListenAndLeavesNothingBehind() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Transport transport = transport(null, taken.getLocalPort());

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
        Transport transport = transport("no.such.host.invalid", 0);
        assertThatIOException()
                .isThrownBy(() -> transport.start(acceptor))
                .withMessageContaining("no.such.host.invalid:0");
    }

    @Test
    void closeBeforeStartDoesNothing() {
        Transport transport = transport(null, 0);
        transport.close();
        assertThat(transport.addresses()).isEmpty();
    }

    @Test
    void isStartedOnce() throws IOException {
        Transport transport = transport(null, 0);
        transport.start(acceptor);
        transport.close();
        assertThatIllegalStateException().isThrownBy(() -> transport.start(acceptor));
    }

    @Test
    void refusesWrongValuesAtTheSetter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport(null, -1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> transport(null, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> transport(" ", 0));
    }

    @Test
    void isMadeFromSettings() throws IOException {
        try (Rig rig = Rig.of(provider().create(Map.of("host", "127.0.0.1", "port", "0")), acceptor);
                Socket socket = new Socket("127.0.0.1", rig.base().getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void namesTheSettingThatIsWrongAndWhatIsAccepted() {
        TransportProvider provider = provider();
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

    @Test
    void standsInTheServicesOfItsJarAndOfItsModule() throws IOException {
        Class<?> provider = provider().getClass();
        String service = "/META-INF/services/" + TransportProvider.class.getName();
        try (InputStream in = provider.getResourceAsStream(service)) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines(provider.getName());
        }
        ModuleDescriptor module = provider.getModule().getDescriptor();
        if (module != null) { // null on the class path
            assertThat(module.provides())
                    .singleElement()
                    .satisfies(provides -> assertThat(provides.providers()).containsExactly(provider.getName()));
        }
    }

    private Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(threadPrefix()))
                .collect(Collectors.toSet());
    }
}
