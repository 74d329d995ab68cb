package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.turbine.api.TurbineException;
import dev.turbine.tck.NatsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClientCommandTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @ParameterizedTest
    @CsvSource({
        "404, ', so the path is not a WebSocket''s; a Turbine that is not mounted below another has /ws'",
        "503, ': it is shutting down, or has too many connections; try again later'",
        "200, ' in place of opening a WebSocket; is it a Turbine, and /ws the path?'"
    })
    void saysWhatAnHttpServerAnswers(int status, String meaning) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        http.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        http.start();
        try {
            assertRefused(http.getAddress().getPort(), "an HTTP server answers " + status + meaning);
        } finally {
            http.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8080/ws",
                "http://127.0.0.1/ws",
                "ws://127.0.0.1",
                "ws://a:b:c/ws",
                "ws://127.0.0.1/ws#x",
                "ws://127.0.0.1/a|b",
                "ws://127.0.0.1/\u001b"
            })
    void refusesWhatIsNoAddressOfAWebSocket(String address) {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> ClientCommand.of(List.of(address)))
                .withMessage(
                        "the address is " + Environment.quote(address) + ": must be one like ws://127.0.0.1:8080/ws");
    }

    @Test
    void asksForTheServerWhereNothingListens() {
        assertRefused(NatsServer.freePort(), "is the server running there?");
    }

    @Test
    void saysThatSomethingElseListens() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            Thread greeting = new Thread(() -> greet(other));
            greeting.start();
            assertRefused(
                    other.getLocalPort(),
                    "what listens there does not open a WebSocket; is it a Turbine, and ws:// or wss:// as it should be?");
            greeting.join();
        }
    }

    private static void greet(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("220 mail\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // so has the client
        }
    }

    private static void assertRefused(int port, String reason) {
        String address = "ws://127.0.0.1:" + port + "/chat";
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> ClientCommand.of(List.of(address)).run(ClientCommand.standardInput(), System.out))
                .withMessage("cannot connect to " + address + ": " + reason);
    }
}
