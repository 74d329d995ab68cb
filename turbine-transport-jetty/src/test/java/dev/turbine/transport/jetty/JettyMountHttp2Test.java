package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.tck.RecordingAcceptor;
import dev.turbine.tck.SocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls over HTTP/2 where the host offers it; WebSockets are HTTP/1.1's beside them. */
@Timeout(30)
final class JettyMountHttp2Test {
    private final HttpConnectionFactory http = Host.http();
    private final Host host = new CoreHost(http, new HTTP2CServerConnectionFactory(http.getHttpConfiguration()));
    private final RecordingAcceptor acceptor = new RecordingAcceptor().handling(JettyMountHttp2Test::echo);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        host.start(acceptor);
        // The request that brings the connection to HTTP/2.
        assertThat(send(request().GET()).version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @AfterEach
    void end() {
        host.close();
        host.end();
    }

    @Test
    void readsABodyOfKnownLength() throws Exception {
        assertThat(send(request().POST(BodyPublishers.ofString("hello"))).body())
                .isEqualTo("5 hello");
    }

    @Test
    void readsABodyThatEndsWithItsStream() throws Exception {
        HttpRequest.BodyPublisher unknown = BodyPublishers.fromPublisher(BodyPublishers.ofString("hello"));

        assertThat(send(request().POST(unknown)).body()).isEqualTo("-1 hello");
    }

    @Test
    void answersWithoutReadingABody() throws Exception {
        acceptor.handling(call -> call.reply(RecordingAcceptor.reply(404, "none")));

        HttpResponse<String> reply = send(request().POST(BodyPublishers.ofString("x".repeat(100_000))));

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void servesWebSocketsOnTheSamePort() {
        try (SocketClient socket = SocketClient.open(host.addresses().get(0))) {
            socket.sendText("hello");
            assertThat(acceptor.nextOpened().next().text()).isEqualTo("hello");
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(host.addresses().get(0) + "/x"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> reply = client.send(request.build(), BodyHandlers.ofString());
        assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return reply;
    }

    private static void echo(HttpCall call) {
        call.readBody(1000, new HttpCall.Body() {
            @Override
            public void onBytes(byte[] bytes) {
                call.reply(text(call.contentLength() + " " + new String(bytes, StandardCharsets.UTF_8)));
            }

            @Override
            public void onTooBig() {
                call.reply(text("too big"));
            }

            @Override
            public void onFailed(Throwable failure) {
                call.reply(text("failed"));
            }
        });
    }

    private static HttpReply text(String text) {
        return RecordingAcceptor.reply(200, text);
    }
}
