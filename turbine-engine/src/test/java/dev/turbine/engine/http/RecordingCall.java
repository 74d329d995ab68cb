package dev.turbine.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.FakeHead;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP call in the hand of a test, which decides when and whether its body arrives. */
final class RecordingCall implements HttpCall {
    private final String method;
    private final String path;
    private final Map<String, List<String>> fields = new HashMap<>();
    private final CompletableFuture<HttpReply.Full> reply = new CompletableFuture<>();
    private long contentLength;
    private int limit;
    private volatile Runnable written = () -> {};
    private @Nullable Body body;

    RecordingCall(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static RecordingCall publish() {
        return new RecordingCall("POST", "/api/publish").with("x-api-key", "key");
    }

    /** Adds a header field. */
    RecordingCall with(String name, String... values) {
        fields.computeIfAbsent(name, n -> new ArrayList<>()).addAll(Arrays.asList(values));
        return this;
    }

    RecordingCall length(long bytes) {
        contentLength = bytes;
        return this;
    }

    @Override
    public RequestHead head() {
        return new FakeHead(method, path, fields);
    }

    @Override
    public long contentLength() {
        return contentLength;
    }

    @Override
    public void readBody(int limit, Body body) {
        assertThat(this.body).as("the body is read once").isNull();
        this.limit = limit;
        this.body = body;
    }

    @Override
    public void reply(HttpReply reply, Runnable done) {
        written = done;
        assertThat(this.reply.complete((HttpReply.Full) reply)).as("one reply").isTrue();
    }

    /** The client takes the reply, or goes. */
    void end() {
        reply();
        written.run();
    }

    boolean isReading() {
        return body != null;
    }

    int limit() {
        return limit;
    }

    /** The body that is being read. */
    Body body() {
        assertThat(body).as("the body is read").isNotNull();
        return body;
    }

    void arrive(String text) {
        body().onBytes(text.getBytes(UTF_8));
    }

    boolean isReplied() {
        return reply.isDone();
    }

    HttpReply.Full reply() {
        return reply.orTimeout(10, TimeUnit.SECONDS).join();
    }

    String text() {
        return new String(reply().body(), UTF_8);
    }

    void assertError(int status, String message) {
        assertThat(text())
                .isEqualTo("{\"ok\":false,\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}");
        assertThat(reply().status()).isEqualTo(status);
        assertThat(reply().contentType()).isEqualTo("application/json");
    }
}
