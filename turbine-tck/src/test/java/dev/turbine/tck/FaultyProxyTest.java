package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultyProxyTest {
    private static final int A_WHILE = 150;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.getLocalPort());

    FaultyProxyTest() throws IOException {
        ProxiedConnection.run("echo", this::serve);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesOnBytesAndTheEndOfEachSide() throws IOException {
        try (Socket client = dial()) {
            byte[] large = new byte[300_000];
            large[299_999] = 7;
            ProxiedConnection.run("write", () -> write(client, large));
            assertThat(client.getInputStream().readNBytes(large.length)).isEqualTo(large);

            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delaysEachWay() throws IOException {
        try (Socket client = dial()) {
            for (boolean toServer : new boolean[] {true, false}) {
                proxy.delay(
                        toServer ? Duration.ofMillis(A_WHILE) : Duration.ZERO,
                        toServer ? Duration.ZERO : Duration.ofMillis(A_WHILE));
                long begin = System.nanoTime();
                assertEchoes(client);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(A_WHILE));
            }
        }
    }

    @Test
    void stalledItMovesNothingAndLosesNothing() throws IOException {
        try (Socket client = dial()) {
            assertEchoes(client);
            proxy.stall();
            try (Socket later = dial()) {
                write(client, new byte[] {5});
                write(later, new byte[] {6});
                assertSilent(client);
                assertSilent(later);

                proxy.restore();

                assertThat(client.getInputStream().read()).isEqualTo(5);
                assertThat(later.getInputStream().read()).isEqualTo(6);
                assertEchoes(client);
            }
        }
    }

    @Test
    void swallowsInSilenceAndResetsWhatHasLostBytes() throws IOException {
        try (Socket client = dial()) {
            assertEchoes(client);
            proxy.swallow();
            try (Socket later = dial()) {
                for (Socket socket : new Socket[] {client, later}) {
                    write(socket, new byte[300_000]);
                    assertSilent(socket);
                }

                proxy.restore();

                assertReset(client);
                assertReset(later);
            }
        }
        try (Socket client = dial()) {
            assertEchoes(client);
        }
    }

    @Test
    void anIdleConnectionOutlivesTheSwallowing() throws IOException {
        try (Socket client = dial()) {
            assertEchoes(client);
            proxy.swallow();
            proxy.restore();
            assertEchoes(client);
        }
    }

    @Test
    void resetsWhatIsOpenAndAcceptsWhatComes() throws IOException {
        try (Socket client = dial()) {
            assertEchoes(client);
            proxy.reset();
            assertReset(client);
        }
        try (Socket client = dial()) {
            assertEchoes(client);
        }
    }

    @Test
    void refusesAndAcceptsOnTheSamePort() throws IOException {
        try (Socket open = dial()) {
            assertEchoes(open);
            proxy.refuse();
            assertThatThrownBy(this::dial).isInstanceOf(ConnectException.class);
            assertEchoes(open);

            int port = proxy.port();
            proxy.accept();
            proxy.accept();

            assertThat(proxy.port()).isEqualTo(port);
            try (Socket client = dial()) {
                assertEchoes(client);
            }
        }
    }

    @Test
    void closedItRefusesAndEndsWhatIsOpen() throws IOException {
        try (Socket client = dial()) {
            assertEchoes(client);
            proxy.close();
            assertReset(client);
        }
        proxy.restore();
        assertThatThrownBy(this::dial).isInstanceOf(ConnectException.class);
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void assertEchoes(Socket client) throws IOException {
        write(client, new byte[] {1, 2, 3});
        assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(A_WHILE);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(10_000);
    }

    private static void assertReset(Socket client) {
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                ProxiedConnection.run("echo", () -> echo(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // reset, as some tests want
        }
    }
}
