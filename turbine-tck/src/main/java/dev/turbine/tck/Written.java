package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** T15: who answers a call is told once when the reply is written, or that it will not be. */
interface Written extends Rigs {
    /** More than a socket buffers, where its peer has set a small buffer for itself. */
    int LARGE = 16 << 20;

    int SMALL_BUFFER = 64 << 10;

    /** In which something that is wrong would have happened. */
    Duration A_WHILE = Duration.ofMillis(300);

    @Test
    default void t15TellsOnceThatAReplyIsWritten() {
        AtomicInteger told = new AtomicInteger();
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(200, "{}"), told::incrementAndGet));
        try (RawHttp http = rig().http()) {
            for (int i = 1; i <= 20; i++) {
                http.send(RawRequest.get("/x"));
                assertThat(http.read(Node.PATIENCE).status()).isEqualTo(200);
                becomes(told, i);
            }
        }
        stays(told, 20);
    }

    @Test
    default void t15TellsAlsoOfAReplyWithoutABody() {
        AtomicInteger told = new AtomicInteger();
        HttpReply empty = new HttpReply.Full(204, "text/plain", Map.of(), new byte[0]);
        rig().acceptor().handling(call -> call.reply(empty, told::incrementAndGet));
        assertThat(RawHttp.exchange(rig().base(), RawRequest.get("/x")).status())
                .isEqualTo(204);
        becomes(told, 1);

        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(200, "0123"), told::incrementAndGet));
        try (RawHttp http = rig().http()) {
            http.send(new RawRequest("HEAD", "/x", List.of(), new byte[0]));
            assertThat(http.readHead(Node.PATIENCE).status()).isEqualTo(200);
            becomes(told, 2);
        }
        stays(told, 2);
    }

    @Test
    default void t15TellsAlsoOfAReplyToARequestWhoseBodyIsNotRead() {
        AtomicInteger told = new AtomicInteger();
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(401, "{}"), told::incrementAndGet));
        try (RawHttp http = rig().http()) {
            http.send(rig().begin("POST", "/x") + "Content-Length: 1000\r\n\r\nthe beginning");
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(401);
            becomes(told, 1);
        }
        stays(told, 1);
    }

    @Test
    default void t15TellsNothingBeforeTheClientHasTakenTheReply() {
        AtomicInteger told = new AtomicInteger();
        try (RawHttp http = answeredLargely(told)) {
            stays(told, 0);
            assertThat(http.read(Node.PATIENCE).body()).hasSize(LARGE);
            becomes(told, 1);
        }
        stays(told, 1);
    }

    @Test
    default void t15TellsWhenAClientLeavesThatHasNotTakenTheReply() {
        AtomicInteger told = new AtomicInteger();
        List<RawHttp> clients =
                Stream.generate(() -> answeredLargely(told)).limit(3).toList();
        clients.forEach(RawHttp::close);
        becomes(told, 3);
        stays(told, 3);
    }

    @Test
    default void t15TellsWhenTheClientHasGoneBeforeTheReply() {
        AtomicInteger told = new AtomicInteger();
        rig().acceptor().handling(call -> {});
        for (int i = 1; i <= 3; i++) {
            RawHttp http = rig().http();
            http.send(RawRequest.get("/x"));
            HttpCall call = rig().acceptor().nextCall();
            http.close();
            call.reply(large(), told::incrementAndGet);
            becomes(told, i);
        }
        stays(told, 3);
    }

    @Test
    default void t15TellsNobodyWhoseReplyIsRefused() {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        rig().acceptor().handling(call -> {});
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.get("/x"));
            HttpCall call = rig().acceptor().nextCall();
            call.reply(RecordingAcceptor.reply(200, "first"), told::incrementAndGet);
            assertThatIllegalStateException()
                    .isThrownBy(() -> call.reply(RecordingAcceptor.reply(200, "second"), refused::incrementAndGet));
            assertThat(http.read(Node.PATIENCE).text()).isEqualTo("first");
        }
        becomes(told, 1);
        stays(refused, 0);
    }

    @Test
    default void t15GivesUpAClientThatNeverTakesTheReply() {
        AtomicInteger told = new AtomicInteger();
        try (Rig hasty = rig(new RecordingAcceptor().idleTimeout(Duration.ofSeconds(1)));
                RawHttp http = slow(hasty)) {
            hasty.acceptor().handling(call -> call.reply(large(), told::incrementAndGet));
            http.send(RawRequest.get("/x"));
            becomes(told, 1);
            stays(told, 1);
        }
    }

    @Test
    default void t15TellsWhenTheTransportIsClosed() {
        AtomicInteger told = new AtomicInteger();
        RecordingAcceptor acceptor = new RecordingAcceptor().handling(call -> {});
        try (Rig closed = rig(acceptor);
                RawHttp late = closed.http()) {
            RawHttp slow = slow(closed);
            late.send(RawRequest.get("/late"));
            HttpCall call = acceptor.nextCall();
            slow.send(RawRequest.get("/slow"));
            acceptor.nextCall().reply(large(), told::incrementAndGet);
            closed.transport().close();
            call.reply(RecordingAcceptor.reply(200, "{}"), told::incrementAndGet);
            slow.close(); // a host's server may not have stopped
            becomes(told, 2);
        }
        stays(told, 2);
    }

    private RawHttp answeredLargely(AtomicInteger told) {
        rig().acceptor().handling(call -> call.reply(large(), told::incrementAndGet));
        RawHttp http = slow(rig());
        http.send(RawRequest.get("/x"));
        rig().acceptor().nextCall();
        return http;
    }

    /** A client that is behind as soon as it does not read. */
    private static RawHttp slow(Rig rig) {
        RawHttp http = rig.http();
        try {
            http.socket().setReceiveBufferSize(SMALL_BUFFER);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        return http;
    }

    private static HttpReply large() {
        return new HttpReply.Full(200, "application/octet-stream", Map.of(), new byte[LARGE]);
    }

    private static void becomes(AtomicInteger told, int times) {
        Awaitility.await().atMost(Node.patience()).until(() -> told.get() >= times);
        assertThat(told).hasValue(times);
    }

    private static void stays(AtomicInteger told, int times) {
        Awaitility.await()
                .during(A_WHILE)
                .atMost(A_WHILE.toMillis() + 1_000, TimeUnit.MILLISECONDS)
                .until(() -> told.get() == times);
    }
}
