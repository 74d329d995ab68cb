package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Admission;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.Message;
import dev.turbine.spi.RequestHead;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T9 and T10: what becomes a WebSocket, and how. */
interface Upgrades extends Rigs {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits, x-webkit-deflate-frame",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            })
    default void t9GrantsNoCompression(String offer) {
        try (RawHttp http = rig().http()) {
            RawReply reply = http.send(SocketClient.upgrade("Sec-WebSocket-Extensions: " + offer))
                    .read(Node.PATIENCE);
            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.header("Sec-WebSocket-Extensions")).isEmpty();

            Link link = new Link(new SocketClient(http), rig().acceptor().nextOpened());
            String text = "a".repeat(200);
            link.listener().send(Message.text(text));
            Frame frame = link.read();
            assertThat(frame.first()).isEqualTo(Frame.FIN | Frame.TEXT);
            assertThat(frame.text()).isEqualTo(text);
        }
    }

    @Test
    default void t10Answers101WithTheAcceptOfTheKeyAndNothingThatWasOnlyOffered() {
        RawReply reply = RawHttp.exchange(
                rig().base(), SocketClient.upgrade("Sec-WebSocket-Protocol: turbine.v9, other", "Origin: null"));
        assertThat(reply.status()).isEqualTo(101);
        assertThat(reply.header("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(reply.header("Upgrade")).singleElement().asString().isEqualToIgnoringCase("websocket");
        assertThat(reply.header("Connection")).anyMatch("upgrade"::equalsIgnoreCase);
        assertThat(reply.header("Sec-WebSocket-Extensions")).isEmpty();
        assertThat(reply.header("Sec-WebSocket-Protocol")).isEmpty();
    }

    @Test
    default void t10AnswersTheSubprotocolThatWasAdmitted() {
        RecordingAcceptor acceptor = rig().acceptor();
        acceptor.admitting(head -> new Admission.Accept("turbine.v2", acceptor::open));
        RawReply reply =
                RawHttp.exchange(rig().base(), SocketClient.upgrade("Sec-WebSocket-Protocol: other, turbine.v2"));
        assertThat(reply.status()).isEqualTo(101);
        assertThat(reply.header("Sec-WebSocket-Protocol")).containsExactly("turbine.v2");
    }

    @Test
    default void t10AsksOnEveryPathBelowTheMountWithTheWholeHead() {
        try (RawHttp http = rig().http()) {
            http.send(upgradeAt("/any/th%69ng?q=1", "Origin: https://a.example", "X-Two: one, 1", "x-two: two"));

            RequestHead head = rig().acceptor().nextAsked();
            assertThat(head.method()).isEqualTo("GET");
            assertThat(head.path()).isEqualTo("/any/thing");
            assertThat(head.headers("ORIGIN")).containsExactly("https://a.example");
            assertThat(head.headers("X-two")).containsExactly("one, 1", "two");
            assertThat(head.headers("absent")).isEmpty();
            assertThat(head.secure()).isFalse();
            assertThat(head.remoteAddress()).isEqualTo(http.localAddress());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/elsewhere", "/ws/", "/ws/x", "/WS"})
    default void t10WhatIsRefusedNeverBecomesAWebSocket(String path) {
        try (RawHttp http = rig().http()) {
            RawReply reply = http.send(upgradeAt(path)).read(Node.PATIENCE);
            assertThat(rig().acceptor().nextAsked().path()).isEqualTo(path);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.header("x-test")).containsExactly("1");
            assertThat(reply.header("Sec-WebSocket-Accept")).isEmpty();
            assertThat(reply.text()).isEqualTo("{\"refused\":true}");

            http.send(Frame.text("is anybody there").bytes());
            rig().link().close(); // would be the second
            assertThat(rig().acceptor().opened()).isEmpty();
        }
    }

    @Test
    default void t10ARefusedRequestLeavesTheConnectionToHttp() {
        try (RawHttp http = rig().http()) {
            RawReply refusal = http.send(upgradeAt("/elsewhere")).read(Node.PATIENCE);
            assertThat(refusal.status()).isEqualTo(403);
            if (!refusal.header("Connection").contains("close")) {
                assertThat(http.send(RawRequest.get("/x")).read(Node.PATIENCE).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    default void t10ACallHasThePathBelowTheMount() {
        RawHttp.exchange(rig().base(), RawRequest.get("/api/th%69ng?q=1"));
        HttpCall call = rig().acceptor().nextCall();
        assertThat(call.head().path()).isEqualTo("/api/thing");
        assertThat(rig().acceptor().asked()).isEmpty();
    }

    @Test
    default void t10FramesThatComeWithTheRequestAreNotLost() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SocketClient.upgrade()
                .bytes(RawHttp.prefix(rig().base()), rig().base().getAuthority()));
        bytes.writeBytes(Frame.text("early").bytes());
        bytes.writeBytes(Frame.text("too").bytes());
        try (RawHttp http = rig().http()) {
            assertThat(http.send(bytes.toByteArray()).read(Node.PATIENCE).status())
                    .isEqualTo(101);
            RecordingListener listener = rig().acceptor().nextOpened();
            assertThat(listener.next().text()).isEqualTo("early");
            assertThat(listener.next().text()).isEqualTo("too");
        }
    }

    @Test
    default void t10TellsTheAddressOfThePeer() {
        List<Link> links = new ArrayList<>(rig().links(3));
        for (Link link : links) {
            assertThat(link.connection().remoteAddress())
                    .isEqualTo(link.client().localAddress());
            link.close();
        }
    }

    private static RawRequest upgradeAt(String target, String... headers) {
        return new RawRequest("GET", target, SocketClient.upgrade(headers).headers(), new byte[0]);
    }
}
