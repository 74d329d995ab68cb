package dev.turbine.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.HttpCall;
import dev.turbine.tck.RecordingAcceptor;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls over HTTP/2 where the host offers it. */
@Timeout(30)
final class UndertowMountHttp2Test {
    private final UndertowMount mount = new UndertowMount();
    private final Undertow host = Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(mount)
            .build();
    private final RecordingAcceptor acceptor = new RecordingAcceptor().handling(UndertowMountHttp2Test::echo);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        host.start();
        mount.start(acceptor);
        send(request().GET()); // brings the connection to HTTP/2
    }

    @AfterEach
    void end() {
        mount.close();
        host.stop();
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

        assertThat(send(request().GET()).statusCode()).isEqualTo(404);
        assertThat(send(request().POST(BodyPublishers.ofString("hello"))).statusCode())
                .isEqualTo(404);
    }

    private HttpRequest.Builder request() {
        InetSocketAddress address =
                (InetSocketAddress) host.getListenerInfo().get(0).getAddress();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/x"));
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
                tell(call.contentLength() + " " + new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void onTooBig() {
                tell("too big");
            }

            @Override
            public void onFailed(Throwable failure) {
                tell("failed");
            }

            private void tell(String text) {
                call.reply(RecordingAcceptor.reply(200, text));
            }
        });
    }
}
