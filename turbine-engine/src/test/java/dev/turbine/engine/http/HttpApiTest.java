package dev.turbine.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.FakeHead;
import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.engine.SilentConnection;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
    private final TestApi test = new TestApi(Map.of(), "key");

    @AfterEach
    void stop() {
        test.close();
    }

    private RecordingCall handle(String method, String path) {
        return test.handle(new RecordingCall(method, path));
    }

    private HttpReply refusal(String path) {
        return ((Admission.Refuse) test.api.admit(FakeHead.upgrade(path))).reply();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void healthIsAPlainOk(String method) {
        RecordingCall call = handle(method, "/healthz");

        assertThat(call.reply().status()).isEqualTo(200);
        assertThat(call.reply().contentType()).startsWith("text/plain");
        assertThat(call.text()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /healthz, 'GET, HEAD'",
        "get, /healthz, 'GET, HEAD'",
        "OPTIONS, /healthz, 'GET, HEAD'",
        "GET, /api/publish, POST",
        "HEAD, /api/publish, POST",
        "PUT, /api/publish, POST",
        "OPTIONS, /api/publish, POST",
        "POST, /api/info, GET",
        "HEAD, /api/info, GET",
        "POST, /ws, GET",
        "HEAD, /ws, GET"
    })
    void anotherMethodIsToldWhichAreAllowed(String method, String path, String allow) {
        RecordingCall call = handle(method, path);

        call.assertError(405, "method not allowed");
        assertThat(call.reply().headers()).containsExactly(Map.entry("Allow", allow));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/ws/",
                "/WS",
                "//ws",
                "/ws/x",
                "/healthz/",
                "/api",
                "/api/publish/",
                "/api/info/",
                "/api/Info",
                "/API/publish",
                "/api/publish\0"
            })
    void pathsAreExact(String path) {
        handle("GET", path).assertError(404, "not found");
        handle("POST", path).assertError(404, "not found");
        assertThat(refusal(path).status()).isEqualTo(404);
    }

    @Test
    void aGetThatAsksForNoUpgradeIsToldTo() {
        RecordingCall call = handle("GET", "/ws");

        call.assertError(426, "upgrade to websocket");
        assertThat(call.reply().headers()).containsExactly(Map.entry("Upgrade", "websocket"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/api/publish", "/api/info"})
    void onlyOnePathBecomesAWebSocket(String path) {
        assertThat(refusal(path).status()).isEqualTo(404);
        assertThat(test.api.admit(FakeHead.upgrade("/ws"))).isInstanceOf(Admission.Accept.class);
    }

    @Test
    void aForeignOriginIsRefusedBeforeTheUpgrade() {
        FakeHead head = FakeHead.upgrade("/ws", "origin", "https://evil.example", "host", "localhost");
        HttpReply reply = ((Admission.Refuse) test.api.admit(head)).reply();

        assertThat(reply.status()).isEqualTo(403);
        assertThat(test.node.stats().refused()).containsEntry(403, 1L);
    }

    @Test
    void everythingNewIsRefusedWhileShuttingDown() {
        test.close();

        handle("GET", "/healthz").assertError(503, "shutting down");
        RecordingCall publish = test.handle(RecordingCall.publish().length(10));
        publish.assertError(503, "shutting down");
        assertThat(publish.isReading()).isFalse();
        assertThat(refusal("/ws").status()).isEqualTo(503);
    }

    @Test
    void withoutKeysNobodyPublishesOverHttp() {
        try (TestApi closed = new TestApi(Map.of())) {
            closed.handle(RecordingCall.publish()).assertError(404, "not found");
            closed.handle(new RecordingCall("POST", "/api/publish")).assertError(404, "not found");
            closed.handle(RecordingCall.publish().with("x-api-key", "")).assertError(404, "not found");
        }
    }

    @Test
    void aMissingAWrongAndASecondKeyAreAnsweredAlike() {
        for (RecordingCall call : List.of(
                new RecordingCall("POST", "/api/publish"),
                new RecordingCall("POST", "/api/publish").with("x-api-key", ""),
                new RecordingCall("POST", "/api/publish").with("x-api-key", "wrong"),
                new RecordingCall("POST", "/api/publish").with("x-api-key", "key", "key"),
                new RecordingCall("POST", "/api/publish").with("authorization", "key"))) {
            test.handle(call.length(1L << 40)).assertError(401, "invalid api key");
            assertThat(call.reply().headers()).isEmpty();
            assertThat(call.isReading()).as("no body is read without a key").isFalse();
        }
        assertThat(test.node.stats().refused()).containsEntry(401, 5L);
    }

    @Test
    void aConnectionTooManyIsRefusedBeforeTheUpgrade() {
        try (TestApi small = new TestApi(Map.of(Limit.CONNECTIONS, 1L))) {
            Admission.Accept accept = (Admission.Accept) small.api.admit(FakeHead.upgrade("/ws"));
            Connection.Listener listener = accept.open().apply(new SilentConnection());

            assertThat(((Admission.Refuse) small.api.admit(FakeHead.upgrade("/ws")))
                            .reply()
                            .status())
                    .isEqualTo(503);

            listener.onClosed(Disconnect.NORMAL);
            await().until(() -> small.api.admit(FakeHead.upgrade("/ws")) instanceof Admission.Accept);
        }
    }

    @Test
    void theTransportIsToldItsLimits() {
        assertThat(test.api.limits().messageBytes()).isEqualTo(65_536);
        assertThat(test.api.limits().messageFragments()).isEqualTo(1_024);
        assertThat(test.api.limits().idleTimeout()).isEqualTo(Duration.ofMinutes(2));
    }
}
