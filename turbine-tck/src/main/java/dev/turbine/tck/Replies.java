package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T12: how calls are answered. */
interface Replies extends Rigs {
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 404, 405, 413, 426, 429, 500, 503})
    default void t12RepliesWithStatusHeadersTypeAndBody(int status) {
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(status, "{\"é\":true}")));
        RawReply reply = RawHttp.exchange(rig().base(), RawRequest.get("/x"));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("x-test")).containsExactly("1");
        assertThat(reply.header("Content-Type")).containsExactly("application/json");
        assertThat(reply.text()).isEqualTo("{\"é\":true}");
    }

    @Test
    default void t12SaysTheLengthOfTheBody() {
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(200, "0123456789")));
        RawReply reply = RawHttp.exchange(rig().base(), RawRequest.get("/x"));
        assertThat(reply.header("Content-Length")).containsExactly("10");
    }

    @Test
    default void t12RepliesFromAnyThreadLater() {
        rig().acceptor().handling(call -> {});
        try (RawHttp http = rig().http()) {
            for (int i = 0; i < 20; i++) {
                http.send(RawRequest.get("/later"));
                rig().acceptor().nextCall().reply(RecordingAcceptor.reply(200, "{\"n\":" + i + "}"));
                assertThat(http.read(Node.PATIENCE).text()).isEqualTo("{\"n\":" + i + "}");
            }
        }
    }

    @Test
    default void t12AWaitingCallKeepsNobodyElseWaiting() {
        rig().acceptor().handling(call -> {});
        List<RawHttp> waiting = Stream.generate(rig()::http).limit(50).toList();
        waiting.forEach(http -> http.send(RawRequest.get("/waits")));
        waiting.forEach(http -> rig().acceptor().nextCall());
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(200, "at once")));
        assertThat(RawHttp.exchange(rig().base(), RawRequest.get("/x")).text()).isEqualTo("at once");
        waiting.forEach(RawHttp::close);
    }

    @Test
    default void t12ASecondReplyIsRefusedAndDoesNoHarm() {
        rig().acceptor().handling(call -> {});
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.get("/one"));
            HttpCall call = rig().acceptor().nextCall();
            call.reply(RecordingAcceptor.reply(200, "first"));
            assertThat(http.read(Node.PATIENCE).text()).isEqualTo("first");
            assertThatIllegalStateException().isThrownBy(() -> call.reply(RecordingAcceptor.reply(200, "second")));

            http.send(RawRequest.get("/two"));
            rig().acceptor().nextCall().reply(RecordingAcceptor.reply(200, "third"));
            assertThat(http.read(Node.PATIENCE).text()).isEqualTo("third");
        }
    }

    @Test
    default void t12HeadGetsNoBody() {
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(200, "0123456789")));
        try (RawHttp http = rig().http()) {
            http.send(new RawRequest("HEAD", "/x", List.of(), new byte[0]));
            RawReply reply = http.readHead(Node.PATIENCE);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-test")).containsExactly("1");
            assertThat(rig().acceptor().nextCall().head().method()).isEqualTo("HEAD");

            http.send(RawRequest.get("/x"));
            assertThat(http.read(Node.PATIENCE).text()).isEqualTo("0123456789");
        }
    }

    @Test
    default void t12AReplyMayHaveNoBody() {
        rig().acceptor().handling(call -> call.reply(new HttpReply.Full(204, "text/plain", Map.of(), new byte[0])));
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.get("/x")).send(RawRequest.get("/x"));
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(204);
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(204);
        }
    }

    @Test
    default void t12ALargeReplyDoesNotWaitForItsReader() {
        rig().acceptor().handling(call -> {});
        String large = "x".repeat(32 << 20);
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.get("/x"));
            HttpCall call = rig().acceptor().nextCall();
            HttpReply reply = RecordingAcceptor.reply(200, large);
            Aside.promptly("reply", () -> call.reply(reply));
            assertThat(http.read(Node.PATIENCE).body()).hasSize(32 << 20);
        }
    }

    @Test
    default void t12AClientThatLeavesBeforeTheReplyDoesNoHarm() {
        rig().acceptor().handling(call -> {});
        RawHttp http = rig().http();
        http.send(RawRequest.get("/x", "X-One: 1"));
        HttpCall call = rig().acceptor().nextCall();
        http.close();

        call.reply(RecordingAcceptor.reply(200, "x".repeat(1_000_000)));
        assertThat(call.head().headers("x-one")).containsExactly("1");
        rig().acceptor().handling(next -> next.reply(RecordingAcceptor.reply(200, "well")));
        assertThat(RawHttp.exchange(rig().base(), RawRequest.get("/x")).text()).isEqualTo("well");
    }
}
