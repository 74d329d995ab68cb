package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T11: the head of a call, and bodies that arrive. */
interface CallBodies extends Rigs {
    @Test
    default void t11ReadsABodyOfKnownLengthAndOneInChunksOnOneConnection() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.post("/x", "hello"));
            assertThat(http.read(Node.PATIENCE).text()).isEqualTo("{\"ok\":true}");
            http.send(chunked("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"));
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(200);
            http.send(RawRequest.post("/x", ""));
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(200);
            http.send(RawRequest.get("/x"));
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(200);

            assertThat(reading.outcomes()).containsExactly("hello", "hello", "", "");
            assertThat(rig().acceptor().calls())
                    .extracting(HttpCall::contentLength)
                    .containsExactly(5L, -1L, 0L, 0L);
        }
    }

    @Test
    default void t11ReadsABodyOfExactlyTheLimitThatArrivesInParts() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            http.send(declaring(Reading.LIMIT));
            for (int i = 0; i < Reading.LIMIT / 4096; i++) {
                http.send("x".repeat(4096));
                Thread.yield();
            }
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(200);
            assertThat(reading.next().equals("x".repeat(Reading.LIMIT))).isTrue();
        }
    }

    @Test
    default void t11MayReadTheBodyLaterOnAnotherThread() {
        Reading reading = new Reading();
        rig().acceptor().handling(call -> {});
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.post("/x", "patient"));
            reading.accept(rig().acceptor().nextCall());
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(200);
            assertThat(reading.next()).isEqualTo("patient");
        }
    }

    @Test
    default void t11InvitesABodyThatIsExpected() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            http.send(declaring(2, "Expect: 100-continue"));
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(100);
            http.send("{}");
            assertThat(http.read(Node.PATIENCE).status()).isEqualTo(200);
            assertThat(reading.next()).isEqualTo("{}");
        }
    }

    @Test
    default void t11TheHeadSaysWhatWasSentAndOutlivesItsRequest() {
        rig().acceptor().handling(call -> call.reply(RecordingAcceptor.reply(200, "{}")));
        try (RawHttp http = rig().http()) {
            http.send(RawRequest.get("/first", "X-Api-Key: one", "X-Two: a", "x-two: b, c"))
                    .read(Node.PATIENCE);
            RequestHead first = rig().acceptor().nextCall().head();
            http.send(new RawRequest("PUT", "/second", List.of("X-Api-Key: two", "Content-Length: 0"), new byte[0]))
                    .read(Node.PATIENCE);
            RequestHead second = rig().acceptor().nextCall().head();

            assertThat(first.method()).isEqualTo("GET");
            assertThat(first.path()).isEqualTo("/first");
            assertThat(first.headers("x-api-key")).containsExactly("one");
            assertThat(first.headers("X-TWO")).containsExactly("a", "b, c");
            assertThat(first.headers("absent")).isEmpty();
            assertThat(first.secure()).isFalse();
            assertThat(first.remoteAddress()).isEqualTo(http.localAddress());
            assertThat(second.method()).isEqualTo("PUT");
            assertThat(second.headers("x-api-key")).containsExactly("two");
        }
    }

    @Test
    default void t11ABodyShorterThanDeclaredFails() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            http.send(declaring(100)).send("short").endOutput();
            assertThat(reading.next()).isInstanceOf(Throwable.class);
            assertThat(http.endsWithin(Node.PATIENCE)).isTrue();
            assertThat(reading.outcomes()).isEmpty();
        }
    }

    @Test
    default void t11ABodyLongerThanDeclaredIsNotMistakenForARequest() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            http.send(declaring(2)).send("{}\u0001\u0002garbage\r\n\r\n");
            assertThat(http.read(Node.PATIENCE).text()).isEqualTo("{\"ok\":true}");
            assertThat(http.endsWithin(Node.PATIENCE)).isTrue();
            assertThat(reading.outcomes()).containsExactly("{}");
            assertThat(rig().acceptor().calls()).hasSize(1);
        }
    }

    @Test
    default void t11BrokenChunksFail() {
        Reading reading = reading();
        try (RawHttp http = rig().http()) {
            http.send(chunked("3\r\nhel\r\nnonsense\r\n"));
            assertThat(reading.next()).isInstanceOf(Throwable.class);
            assertThat(http.endsWithin(Node.PATIENCE)).isTrue();
            assertThat(reading.outcomes()).isEmpty();
        }
    }

    private Reading reading() {
        Reading reading = new Reading();
        rig().acceptor().handling(reading);
        return reading;
    }

    /** A request whose body follows. */
    static RawRequest declaring(long length, String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("Content-Length: " + length);
        return new RawRequest("POST", "/x", lines, new byte[0]);
    }

    /** A request with a body as it is framed. */
    static RawRequest chunked(String framed) {
        byte[] body = framed.getBytes(StandardCharsets.ISO_8859_1);
        return new RawRequest("POST", "/x", List.of("Transfer-Encoding: chunked"), body);
    }
}
