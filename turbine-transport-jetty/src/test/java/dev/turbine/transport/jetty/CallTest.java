package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.TransportLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CallTest {
    private static final int LIMIT = 64 * 1024;

    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
    private final RecordingAcceptor acceptor = new RecordingAcceptor();
    private final JettyTransport transport =
            JettyTransport.builder().host("127.0.0.1").port(0).build();
    private URI address;

    @BeforeEach
    void start() throws IOException {
        acceptor.limits = new TransportLimits(LIMIT, 16, Duration.ofSeconds(2));
        acceptor.handle = call -> call.readBody(LIMIT, new HttpCall.Body() {
            @Override
            public void onBytes(byte[] bytes) {
                outcomes.add(new String(bytes, StandardCharsets.UTF_8));
                call.reply(RecordingAcceptor.reply(200, "{\"ok\":true}"));
            }

            @Override
            public void onTooBig() {
                outcomes.add(413);
                call.reply(RecordingAcceptor.reply(413, "{\"ok\":false}"));
            }

            @Override
            public void onFailed(Throwable failure) {
                outcomes.add(failure);
                call.reply(RecordingAcceptor.reply(400, "{\"ok\":false}"));
            }
        });
        transport.start(acceptor);
        address = transport.addresses().get(0);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void readsABodyOfKnownLengthAndOneInChunksOnOneConnection() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: 5") + "hello");
            assertThat(wire.reply().body()).isEqualTo("{\"ok\":true}");
            wire.text(post("Transfer-Encoding: chunked") + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
            wire.text(post("Content-Length: 0"));
            assertThat(wire.reply().status()).isEqualTo(200);

            assertThat(outcomes).containsExactly("hello", "hello", "");
            assertThat(acceptor.calls).extracting(HttpCall::contentLength).containsExactly(5L, -1L, 0L);
        }
    }

    @Test
    void readsABodyThatArrivesInParts() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: " + LIMIT));
            for (int i = 0; i < LIMIT / 4096; i++) {
                wire.text("x".repeat(4096));
                Thread.yield();
            }
            assertThat(wire.reply().status()).isEqualTo(200);
            assertThat(outcomes.take()).isEqualTo("x".repeat(LIMIT));
        }
    }

    @Test
    void repliesWithHeadersTypeAndBodyAndNoTraceOfTheServer() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: 2") + "{}");
            Wire.Reply reply = wire.reply();

            assertThat(reply.head())
                    .startsWith("http/1.1 200 ok\r\n")
                    .contains("x-test: 1\r\n", "content-type: application/json\r\n", "content-length: 11\r\n")
                    .doesNotContain("server:", "jetty", "x-powered-by");
        }
    }

    @Test
    void repliesFromAnyThreadLater() throws Exception {
        acceptor.handle = call -> {};
        try (Wire wire = Wire.to(address)) {
            for (int i = 0; i < 20; i++) {
                wire.text("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
                HttpCall call = acceptor.calls.poll(5, TimeUnit.SECONDS);
                call.reply(RecordingAcceptor.reply(200, "{\"n\":" + i + "}"));
                assertThat(wire.reply().body()).isEqualTo("{\"n\":" + i + "}");
            }
        }
    }

    @Test
    void aSecondReplyIsRefusedAndDoesNoHarm() throws Exception {
        acceptor.handle = call -> {};
        try (Wire wire = Wire.to(address)) {
            wire.text("GET /one HTTP/1.1\r\nHost: localhost\r\n\r\n");
            HttpCall call = acceptor.calls.poll(5, TimeUnit.SECONDS);
            call.reply(RecordingAcceptor.reply(200, "first"));
            assertThat(wire.reply().body()).isEqualTo("first");
            assertThatIllegalStateException().isThrownBy(() -> call.reply(RecordingAcceptor.reply(200, "second")));

            wire.text("GET /two HTTP/1.1\r\nHost: localhost\r\n\r\n");
            acceptor.calls.poll(5, TimeUnit.SECONDS).reply(RecordingAcceptor.reply(200, "third"));
            assertThat(wire.reply().body()).isEqualTo("third");
        }
    }

    @Test
    void theHeadOutlivesItsRequest() throws Exception {
        acceptor.handle = call -> call.reply(RecordingAcceptor.reply(200, "{}"));
        try (Wire wire = Wire.to(address)) {
            wire.text("GET /first HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: one\r\n\r\n");
            wire.reply();
            RequestHead first = acceptor.calls.take().head();
            wire.text("PUT /second HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: two\r\nContent-Length: 0\r\n\r\n");
            wire.reply();

            assertThat(first.method()).isEqualTo("GET");
            assertThat(first.path()).isEqualTo("/first");
            assertThat(first.headers("x-api-key")).containsExactly("one");
            assertThat(first.remoteAddress()).isEqualTo("127.0.0.1:" + wire.socket.getLocalPort());
        }
    }

    @Test
    void headGetsNoBody() throws Exception {
        acceptor.handle = call -> call.reply(RecordingAcceptor.reply(200, "0123456789"));
        try (Wire wire = Wire.to(address)) {
            wire.text("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Wire.Reply reply = wire.replyToHead();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.length()).isEqualTo(10);

            wire.text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.reply().body()).isEqualTo("0123456789");
        }
    }

    @Test
    void anEmptyBodyIsRepliedToo() throws Exception {
        acceptor.handle = call -> call.reply(new HttpReply.Full(204, "text/plain", Map.of(), new byte[0]));
        try (Wire wire = Wire.to(address)) {
            wire.text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(204);
            assertThat(wire.reply().status()).isEqualTo(204);
        }
    }

    @Test
    void refusesADeclaredLengthOverTheLimitBeforeTheBodyIsSent() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: 10000000000", "Expect: 100-continue"));
            Wire.Reply reply = wire.reply();
            assertThat(reply.status()).isEqualTo(413); // and no 100 before it
            assertThat(reply.head()).contains("connection: close\r\n");
            assertThat(wire.ends()).isTrue();
        }
    }

    @Test
    void invitesABodyThatIsExpected() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: 2", "Expect: 100-continue"));
            assertThat(wire.reply().status()).isEqualTo(100);
            wire.text("{}");
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatIsStillSendingGetsThe413() throws Exception {
        try (Wire wire = Wire.to(address)) {
            int length = 3 * 1024 * 1024;
            wire.text(post("Content-Length: " + length));
            wire.bytes(new byte[length]); // all of it, and only then it looks for a reply

            assertThat(wire.reply().status()).isEqualTo(413);
            assertThat(wire.ends()).isTrue();
            assertThat(outcomes).containsExactly(413);
        }
    }

    @Test
    void aClientThatSendsChunksWithoutEndGetsThe413() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Transfer-Encoding: chunked"));
            String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 100; i++) {
                wire.text(chunk);
            }
            assertThat(wire.reply().status()).isEqualTo(413);
            assertThat(outcomes).containsExactly(413);
        }
    }

    @Test
    void aSmallBodyThatNobodyReadDoesNotCostTheConnection() throws Exception {
        acceptor.handle = call -> call.reply(RecordingAcceptor.reply(401, "{}"));
        try (Wire wire = Wire.to(address)) {
            for (int i = 0; i < 3; i++) {
                wire.text(post("Content-Length: 5") + "hello");
                Wire.Reply reply = wire.reply();
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.head()).doesNotContain("connection: close");
            }
        }
    }

    @Test
    void aBodyShorterThanDeclaredFails() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: 100") + "short");
            wire.socket.shutdownOutput();

            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isInstanceOf(Throwable.class);
            assertThat(wire.reply().status()).isEqualTo(400);
        }
    }

    @Test
    void aBodyLongerThanDeclaredIsNotMistakenForARequest() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: 2") + "{}\u0001\u0002garbage\r\n\r\n");
            assertThat(wire.reply().body()).isEqualTo("{\"ok\":true}");
            assertThat(wire.reply().status()).isEqualTo(400);
            assertThat(wire.ends()).isTrue();
            assertThat(outcomes).containsExactly("{}");
        }
    }

    @Test
    void brokenChunksFail() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Transfer-Encoding: chunked") + "3\r\nhel\r\nnonsense\r\n");
            assertThat(outcomes.poll(5, TimeUnit.SECONDS)).isInstanceOf(Throwable.class);
            assertThat(wire.reply().status()).isEqualTo(400);
            assertThat(wire.ends()).isTrue();
        }
    }

    @Test
    void aBodyThatTricklesInFailsWhenItsTimeIsOver() throws Exception {
        try (Wire wire = Wire.to(address)) {
            wire.text(post("Content-Length: 60000"));
            Thread trickle = new Thread(() -> {
                try {
                    while (true) {
                        wire.text("x");
                        TimeUnit.MILLISECONDS.sleep(100); // a slow client, not a wait for something
                    }
                } catch (IOException | InterruptedException e) {
                    // the server has ended it
                }
            });
            trickle.start();

            assertThat(outcomes.poll(6, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(wire.reply().status()).isEqualTo(400);
            assertThat(wire.ends()).isTrue();
            trickle.interrupt();
        }
    }

    @Test
    void aHeadThatTricklesInIsCutOff() throws Exception {
        try (Wire wire = Wire.to(address)) {
            Thread trickle = new Thread(() -> {
                try {
                    wire.text("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
                    while (true) {
                        wire.text("x");
                        TimeUnit.MILLISECONDS.sleep(100); // a slow client, not a wait for something
                    }
                } catch (IOException | InterruptedException e) {
                    // the server has ended it
                }
            });
            trickle.start();

            assertThat(wire.ends()).isTrue();
            assertThat(acceptor.calls).isEmpty();
            trickle.interrupt();
        }
    }

    @Test
    void aClientThatLeavesBeforeTheReplyDoesNoHarm() throws Exception {
        acceptor.handle = call -> {};
        Wire wire = Wire.to(address);
        wire.text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        HttpCall call = acceptor.calls.poll(5, TimeUnit.SECONDS);
        wire.socket.setSoLinger(true, 0);
        wire.close();

        call.reply(RecordingAcceptor.reply(200, "x".repeat(1_000_000)));
        call.head().headers("host");
    }

    private static String post(String... headers) {
        return "POST /api/publish HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }
}
