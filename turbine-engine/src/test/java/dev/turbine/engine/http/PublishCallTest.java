package dev.turbine.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Limit;
import dev.turbine.api.Publication;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishCallTest {
    private static final long MAX_BODY = 2 << 20;
    private static final String BODY = "{\"channel\":\"news\",\"data\":1}";

    private final TestApi test = new TestApi(Map.of(), "key");

    @AfterEach
    void stop() {
        test.close();
    }

    private RecordingCall begin(long length) {
        return test.handle(RecordingCall.publish().length(length));
    }

    @Test
    void publishesAndSaysToHowMany() {
        Queue<Publication> received = new ConcurrentLinkedQueue<>();
        test.node.subscribe("news", received::add);

        RecordingCall call = begin(60);
        call.arrive("{\"data\":{\"b\":1.0,\"a\":\"\\u0041\"},\"channel\":\"news\"}");

        assertThat(call.text()).isEqualTo("{\"ok\":true,\"delivered\":0}");
        assertThat(call.reply().status()).isEqualTo(200);
        assertThat(call.reply().contentType()).isEqualTo("application/json");
        await().until(() -> received.contains(new Publication("news", "{\"b\":1.0,\"a\":\"\\u0041\"}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                " application/json ",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/json;"
            })
    void jsonInUtf8IsTheType(String type) {
        RecordingCall call =
                test.handle(RecordingCall.publish().with("content-type", type).length(10));

        assertThat(call.isReading()).isTrue();
        call.arrive(BODY);
        assertThat(call.reply().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "text/json",
                "application/json5",
                "application/jsonp",
                "application/ld+json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=",
                "application/json; boundary=x",
                "application/json; charset=utf-8; charset=utf-16",
                "application/json, text/plain",
                "*/*"
            })
    void anotherTypeIsRefused(String type) {
        RecordingCall call =
                test.handle(RecordingCall.publish().with("content-type", type).length(10));

        call.assertError(415, "content type must be application/json");
        assertThat(call.isReading()).isFalse();
    }

    @Test
    void twoTypesAreRefused() {
        test.handle(RecordingCall.publish().with("content-type", "application/json", "application/json"))
                .assertError(415, "content type must be application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "identity", ""})
    void aBodyThatIsEncodedIsRefused(String encoding) {
        test.handle(RecordingCall.publish().with("content-encoding", encoding).length(10))
                .assertError(415, "content type must be application/json");
    }

    @Test
    void aBodyIsRefusedByItsDeclaredLength() {
        RecordingCall tooBig = begin(MAX_BODY + 1);
        tooBig.assertError(413, "body too large");
        assertThat(tooBig.isReading()).isFalse();

        RecordingCall huge = begin(Long.MAX_VALUE);
        huge.assertError(413, "body too large");
        assertThat(huge.isReading()).isFalse();

        RecordingCall fits = begin(MAX_BODY);
        assertThat(fits.isReading()).isTrue();
        assertThat(fits.limit()).isEqualTo((int) MAX_BODY);
        fits.body().onFailed(new IOException("gone"));
    }

    @Test
    void aBodyThatTurnsOutTooLongOrBreaksOffIsRefused() {
        RecordingCall chunked = begin(-1);
        chunked.body().onTooBig();
        chunked.assertError(413, "body too large");

        RecordingCall broken = begin(100);
        broken.body().onFailed(new IOException("secret detail"));
        broken.assertError(400, "body incomplete");
    }

    @Test
    void dataOverItsLimitIsRefused() {
        RecordingCall call = begin(MAX_BODY);
        call.arrive("{\"channel\":\"news\",\"data\":\"" + "x".repeat(1 << 20) + "\"}");
        call.assertError(413, "data too large");

        RecordingCall fits = begin(MAX_BODY);
        fits.arrive("{\"channel\":\"news\",\"data\":\"" + "x".repeat((1 << 20) - 2) + "\"}");
        assertThat(fits.reply().status()).isEqualTo(200);
    }

    @Test
    void aBadBodyIsRefusedAndCounted() {
        for (String body :
                List.of("", "[]", "{}", "{\"channel\":\"a\"}", "{\"channel\":\"\",\"data\":1}", "\uFEFF" + BODY)) {
            RecordingCall call = begin(100);
            call.arrive(body);
            assertThat(call.reply().status()).as(body).isEqualTo(400);
            assertThat(call.text()).doesNotContain("Exception", "jackson", "line");
        }
        assertThat(test.node.stats().refused()).containsEntry(400, 6L);
        assertThat(test.node.stats().published()).isZero();
    }

    @Test
    void bodiesBeyondTheBytesUnderWayAreRefusedUntilThereIsRoomAgain() {
        try (TestApi small = new TestApi(Map.of(Limit.PUBLICATION_BYTES_IN_FLIGHT, 1_000L), "key")) {
            Supplier<RecordingCall> begin =
                    () -> small.handle(RecordingCall.publish().length(600));

            for (int i = 0; i < 3; i++) {
                endsInEveryWay(begin, i);
            }
            RecordingCall last = begin.get();
            last.arrive(BODY);
            assertThat(last.reply().status()).isEqualTo(200);
            await().until(() -> fits(small.handle(RecordingCall.publish().length(1_000))));
        }
    }

    private static boolean fits(RecordingCall call) {
        if (call.isReading()) {
            call.body().onTooBig();
        }
        return call.isReading();
    }

    private static void endsInEveryWay(Supplier<RecordingCall> begin, int way) {
        RecordingCall first = begin.get();
        RecordingCall second = begin.get();
        assertThat(first.isReading()).isTrue();
        second.assertError(503, "overloaded");
        assertThat(second.isReading()).isFalse();
        switch (way) {
            case 0 -> first.body().onTooBig();
            case 1 -> first.body().onFailed(new IOException("gone"));
            default -> first.arrive("not JSON");
        }
        assertThat(first.isReplied()).isTrue();
    }

    @Test
    void aBodyWithoutALengthReservesTheMostItMayHave() {
        try (TestApi small =
                new TestApi(Map.of(Limit.PUBLICATION_BYTES_IN_FLIGHT, 1_000L, Limit.BODY_BYTES, 600L), "key")) {
            RecordingCall first = small.handle(RecordingCall.publish().length(-1));
            assertThat(first.isReading()).isTrue();
            small.handle(RecordingCall.publish().length(-1)).assertError(503, "overloaded");
            first.body().onTooBig();
        }
    }

    @Test
    void aShutdownWhileTheBodyArrivesPublishesNothing() {
        RecordingCall call = begin(100);
        test.close();
        call.arrive(BODY);

        call.assertError(503, "shutting down");
        assertThat(test.node.stats().published()).isZero();
    }
}
