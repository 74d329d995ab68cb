package dev.turbine.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCallTest {
    private static final int DATA = 10_000;

    private final TestApi test = new TestApi(
            Map.of(Limit.ANSWER_BYTES_IN_FLIGHT, 8L * DATA),
            builder -> builder.channels("kept", ChannelOptions.none().history(9, Duration.ofMinutes(1)))
                    .channels("room", ChannelOptions.none().presence()),
            "key");

    @AfterEach
    void stop() {
        test.close();
    }

    private RecordingCall ask(String path, String body) {
        RecordingCall call = test.handle(
                new RecordingCall("POST", path).with("x-api-key", "key").length(body.length()));
        call.arrive(body);
        call.reply();
        return call;
    }

    private RecordingCall history() {
        return ask("/api/history", "{\"channel\":\"kept\"}");
    }

    private void publish(int length) {
        test.node
                .publish("kept", "\"" + "x".repeat(length) + "\"")
                .toCompletableFuture()
                .join();
    }

    /** Answers that are there and not taken, until one more is refused. */
    private List<RecordingCall> fill() {
        List<RecordingCall> calls = new ArrayList<>();
        RecordingCall call = history();
        while (call.reply().status() == 200) {
            calls.add(call);
            assertThat(calls).hasSizeLessThan(100);
            call = history();
        }
        call.assertError(503, "overloaded");
        return calls;
    }

    @Test
    void answersThatNobodyTakesAreBoundedAndCounted() {
        publish(DATA);
        List<RecordingCall> calls = fill();
        assertThat(calls).hasSizeBetween(2, 8);
        assertThat(test.node.stats().refused()).containsEntry(503, 1L);

        calls.forEach(RecordingCall::end);
        assertThat(fill()).hasSameSizeAs(calls);
    }

    @Test
    void eachReadsItsOwnFieldsOnly() {
        ask("/api/presence", "{\"channel\":\"room\",\"limit\":\"all\",\"since\":1}")
                .end();
        assertThat(ask("/api/presence_stats", "{\"channel\":\"room\",\"limit\":0}")
                        .text())
                .isEqualTo("{\"ok\":true,\"clients\":0,\"users\":0}");
        assertThat(ask("/api/history", "{\"channel\":\"kept\",\"since\":null,\"limit\":null}")
                        .reply()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"channel\":\"kept\"                              | not a JSON object",
                "[1]                                              | not a JSON object",
                "{}                                               | channel missing or not a string",
                "{\"channel\":null}                                | channel missing or not a string",
                "{\"channel\":5,\"limit\":0}                       | channel missing or not a string",
                "{\"channel\":\"\"}                                  | bad channel name",
                "{\"channel\":\"a\\u001bb\"}                         | bad channel name",
                "{\"channel\":\"kept\",\"channel\":\"kept\"}         | a key twice"
            })
    void saysWhatIsWrongWithAQuestion(String body, String message) {
        for (String path : List.of("/api/history", "/api/presence", "/api/presence_stats")) {
            ask(path, body).assertError(400, message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"limit\":0                                | limit is not a whole number from 1 on",
                "\"limit\":\"5\"                            | limit is not a whole number from 1 on",
                "\"limit\":1.5                              | limit is not a whole number from 1 on",
                "\"since\":5        | since is not an object",
                "\"since\":{\"offset\":5} | epoch of since missing or not a string of 1 to 64 characters",
                "\"since\":{\"epoch\":5,\"offset\":5} | epoch of since missing or not a string of 1 to 64 characters",
                "\"since\":{\"epoch\":\"e\"} | offset of since missing or not a whole number from 0 on",
                "\"since\":{\"epoch\":\"e\",\"offset\":-1},\"limit\":0 | offset of since missing or not a whole number from 0 on",
                "\"since\":{\"epoch\":\"e\",\"offset\":1,\"offset\":1} | a key twice in since"
            })
    void saysWhatIsWrongWithARangeOfAHistory(String range, String message) {
        ask("/api/history", "{\"channel\":\"kept\"," + range + "}").assertError(400, message);
    }

    @Test
    void whatIsRefusedHoldsNothing() {
        publish(DATA);
        int before = fill().stream().peek(RecordingCall::end).toList().size();
        for (int i = 0; i < 100; i++) {
            ask("/api/history", "{\"channel\":\"news\"}").assertError(404, "no history");
            ask("/api/presence", "{\"channel\":\"news\"}").assertError(404, "no presence");
            ask("/api/history", "{}");
        }
        assertThat(fill()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/presence", "/api/presence_stats"})
    void otherQuestionsAreBoundedAsWell(String path) {
        List<Integer> statuses = Stream.generate(() -> ask(path, "{\"channel\":\"room\"}"))
                .limit(30)
                .map(call -> call.reply().status())
                .toList();
        assertThat(statuses).contains(200).endsWith(503);
    }

    @Test
    void aPageThatIsTooLargeByItselfIsRefused() {
        publish(3 * DATA);
        history().assertError(503, "overloaded");
        publish(1);
        ask("/api/presence", "{\"channel\":\"room\"}").end();
    }
}
