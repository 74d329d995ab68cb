package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.Message;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.TransportLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class MemoryTransportTest implements Acceptor, Connection.Listener {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final MemoryTransport transport = new MemoryTransport();
    private final CompletableFuture<Connection> opened = new CompletableFuture<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    MemoryTransportTest() {
        transport.start(this);
    }

    @Test
    void deliversNoMessageThatWasNotDemanded() {
        Client client = transport.dial();
        client.sendText("one");
        client.sendText("two");

        opened.join().demand();

        await().until(() -> events.equals(List.of("TEXT one")));
        opened.join().demand();
        await().until(() -> events.equals(List.of("TEXT one", "TEXT two")));
    }

    @Test
    void completesABatchWhenItWasTaken() {
        MemoryClient client = transport.dial();
        CompletableFuture<String> done = new CompletableFuture<>();
        client.hold();

        opened.join().send(Batch.of(Message.text("a"), Message.text("b")), failure -> done.complete("" + failure));

        assertThat(client.next(AT_ONCE)).isNull();
        assertThat(done).isNotDone();
        client.release();
        assertThat(client.receive(SOON)).isEqualTo("a");
        assertThat(client.receive(SOON)).isEqualTo("b");
        assertThat(done.join()).isEqualTo("null");
        assertThat(transport.violations()).isEmpty();
    }

    @Test
    void failsTheBatchInFlightWhenAborted() {
        MemoryClient client = transport.dial();
        client.hold();
        opened.join().send(Batch.of(Message.text("a")), failure -> events.add("failed " + (failure != null)));

        opened.join().abort();

        assertThat(client.awaitClose(SOON)).isEqualTo(Disconnect.ABNORMAL);
        await().until(() -> events.equals(List.of("failed true", "closed 1006")));
    }

    @Test
    void recordsASecondBatchInFlight() {
        MemoryClient client = transport.dial();
        client.hold();
        opened.join().send(Batch.of(Message.text("a")), failure -> {});
        opened.join().send(Batch.of(Message.text("b")), failure -> {});

        assertThat(transport.violations()).hasSize(1);
    }

    @Test
    void closesOnceWhoeverBegins() {
        Client client = transport.dial();
        opened.join().close(Disconnect.NO_PONG);
        opened.join().close(Disconnect.SHUTTING_DOWN);
        assertThat(client.awaitClose(SOON)).isEqualTo(Disconnect.NO_PONG);
        client.close();
        opened.join().abort();
        await().until(() -> events.equals(List.of("closed 4002")));
    }

    @Test
    void answersAClientThatCloses() {
        Client client = transport.dial();
        client.send(Frame.close(1000, "bye"));

        assertThat(client.awaitClose(SOON)).isEqualTo(new Disconnect(1000, "bye"));
        await().until(() -> events.equals(List.of("closed 1000")));
    }

    @Test
    void refusesAMessageOverTheLimit() {
        Client client = transport.dial();
        client.sendText("12345678901");

        assertThat(client.awaitClose(SOON)).isEqualTo(Disconnect.TOO_BIG);
        await().until(() -> events.equals(List.of("closed 1009")));
    }

    @Test
    void answersPingsUnlessTold() {
        Client client = transport.dial();
        opened.join().ping();
        client.expectSilence(AT_ONCE);
        await().until(() -> events.equals(List.of("pong")));

        client.answerPings(false);
        opened.join().ping();
        client.expectSilence(AT_ONCE);
        assertThat(events).containsExactly("pong");
    }

    @Test
    void makesHttpCalls() {
        RawReply reply = transport.call(RawRequest.post("/a%20b?c=d", "12", "X-Key: 1"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).containsExactly("text/plain");
        assertThat(reply.text()).isEqualTo("POST /a b [1] 2: 12");
        assertThat(transport.call(RawRequest.post("/", "12345678901")).status()).isEqualTo(413);
    }

    @Override
    public Admission admit(RequestHead head) {
        return new Admission.Accept(null, connection -> {
            opened.complete(connection);
            return this;
        });
    }

    @Override
    public void handle(HttpCall call) {
        call.readBody(10, new HttpCall.Body() {
            @Override
            public void onBytes(byte[] bytes) {
                reply(
                        200,
                        call.head().method() + " " + call.head().path() + " "
                                + call.head().headers("x-key") + " " + call.contentLength() + ": "
                                + new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void onTooBig() {
                reply(413, "");
            }

            @Override
            public void onFailed(Throwable failure) {
                reply(400, "");
            }

            private void reply(int status, String text) {
                byte[] body = text.getBytes(StandardCharsets.UTF_8);
                call.reply(new HttpReply.Full(status, "text/plain", Map.of(), body));
            }
        });
    }

    @Override
    public TransportLimits limits() {
        return new TransportLimits(10, 10, SOON);
    }

    @Override
    public void onMessage(byte[] payload, Message.Kind kind) {
        events.add(kind + " " + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void onPong() {
        events.add("pong");
    }

    @Override
    public void onClosed(Disconnect disconnect) {
        events.add("closed " + disconnect.code());
    }
}
