package dev.turbine.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.DirectBroker;
import dev.turbine.FakeTransport;
import dev.turbine.Turbine;
import dev.turbine.api.NodeInfo;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Broker.Forwarding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the HTTP API tells of a node and its link. */
class InfoTest {
    private static final String NO_LINK =
            "\"link\":{\"state\":\"none\",\"offered\":0,\"forwarded\":0,\"notForwarded\":{},\"unknown\":0,\"waiting\":0,"
                    + "\"received\":0,\"dropped\":{},\"gaps\":0}}";

    private static RecordingCall info() {
        return new RecordingCall("GET", "/api/info").with("x-api-key", "key");
    }

    private static String text(NodeInfo node) {
        return "{\"id\":\"" + node.id() + "\",\"started\":\"" + node.started() + "\",\"sessions\":" + node.sessions()
                + ",\"channels\":" + node.channels() + "}";
    }

    @Test
    void aNodeAloneTellsOfItselfAndThatItHasNoLink() {
        try (TestApi test = new TestApi(Map.of(), "key")) {
            NodeInfo node = test.node.nodes().get(0);
            RecordingCall call = test.handle(info());

            assertThat(call.text())
                    .isEqualTo("{\"node\":\"" + node.id() + "\",\"nodes\":[" + text(node) + "]," + NO_LINK);
            assertThat(call.reply().status()).isEqualTo(200);
            assertThat(call.reply().contentType()).isEqualTo("application/json");
            assertThat(node.id()).matches("http-test-[0-9a-f]{12}");
        }
    }

    @Test
    void aNodeOfSeveralTellsOfThemAllAndOfItsLink() {
        DirectBroker.Bus bus = new DirectBroker.Bus();
        try (TestApi test = new TestApi(Map.of(), builder -> builder.broker(bus.broker()), "key");
                Turbine other = Turbine.builder()
                        .name("other")
                        .authenticator(c -> CompletableFuture.completedFuture(Authentication.invalid("test")))
                        .transport(new FakeTransport())
                        .broker(bus.broker())
                        .start()) {
            other.subscribe("news", publication -> {});
            await().until(() ->
                    test.node.nodes().size() == 2 && test.node.nodes().get(1).channels() == 1);
            List<NodeInfo> nodes = test.node.nodes();
            test.node.publish("news", "1");

            assertThat(test.handle(info()).text())
                    .startsWith("{\"node\":\"" + nodes.get(0).id() + "\",\"nodes\":[" + text(nodes.get(0)) + ","
                            + text(nodes.get(1)) + "],\"link\":{\"state\":\"up\",")
                    .contains("\"notForwarded\":{\"away\":0,\"full\":0}");
        }
    }

    @Test
    void itIsForThoseWithAKey() {
        try (TestApi test = new TestApi(Map.of(), "key");
                TestApi closed = new TestApi(Map.of())) {
            closed.handle(info()).assertError(404, "not found");
            test.handle(new RecordingCall("GET", "/api/info")).assertError(401, "invalid api key");
            test.handle(new RecordingCall("GET", "/api/info").with("x-api-key", "wrong"))
                    .assertError(401, "invalid api key");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FORWARDED, '{\"ok\":true,\"delivered\":0}'",
        "NOT_FORWARDED, '{\"ok\":true,\"delivered\":0,\"forwarded\":false}'",
        "UNKNOWN, '{\"ok\":true,\"delivered\":0,\"forwarded\":false}'"
    })
    void aPublisherIsToldWhenOtherNodesMayNotHaveIt(Forwarding forwarding, String reply) {
        DirectBroker broker = new DirectBroker.Bus().broker().answering(forwarding);
        try (TestApi test = new TestApi(Map.of(), builder -> builder.broker(broker), "key")) {
            RecordingCall call = test.handle(RecordingCall.publish().length(40));
            call.arrive("{\"channel\":\"news\",\"data\":1}");

            assertThat(call.text()).isEqualTo(reply);
        }
    }
}
