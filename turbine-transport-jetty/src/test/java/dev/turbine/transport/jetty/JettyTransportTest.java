package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.turbine.tck.RecordingAcceptor;
import dev.turbine.tck.RecordingListener;
import dev.turbine.tck.SocketClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class JettyTransportTest {
    private final RecordingAcceptor acceptor = new RecordingAcceptor();

    @Test
    void tellsItsPortWhileItServes() throws Exception {
        JettyTransport transport = JettyTransport.builder().port(0).build();
        assertThatIllegalStateException().isThrownBy(transport::port);
        transport.start(acceptor);
        assertThat(transport.port()).isEqualTo(transport.addresses().get(0).getPort());
        transport.close();
        assertThatIllegalStateException().isThrownBy(transport::port);
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
}
