package dev.turbine.engine.http;

import dev.turbine.api.Limit;
import dev.turbine.engine.Limits;
import dev.turbine.engine.Node;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.TransportLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The paths that Turbine serves. */
public final class HttpApi implements Acceptor {
    private static final String WEBSOCKET = "/ws";
    private static final String HEALTH = "/healthz";
    private static final String PUBLISH = "/api/publish";
    private static final String HISTORY = "/api/history";
    private static final String PRESENCE = "/api/presence";
    private static final String PRESENCE_STATS = "/api/presence_stats";
    private static final String INFO = "/api/info";

    private final Node node;
    private final ApiKeys keys;
    private final Origins origins;
    private final TransportLimits limits;

    public HttpApi(Node node, ApiKeys keys, Origins origins) {
        this.node = node;
        this.keys = keys;
        this.origins = origins;
        this.limits = limits(node.limits());
    }

    @Override
    public Admission admit(RequestHead head) {
        HttpReply refusal;
        try {
            refusal = refusal(head);
        } catch (Throwable fault) {
            node.fault("a request for a WebSocket failed", fault);
            refusal = ApiReply.error(500, "internal error");
        }
        if (refusal == null) {
            return new Admission.Accept(null, node::open);
        }
        node.counters().refused(refusal.status());
        return new Admission.Refuse(refusal);
    }

    private @Nullable HttpReply refusal(RequestHead head) {
        HttpReply fault = UpgradeRequest.fault(head);
        if (fault != null) {
            return fault;
        }
        if (!head.path().equals(WEBSOCKET)) {
            return ApiReply.error(404, "not found");
        }
        if (!origins.accept(head)) {
            return ApiReply.error(403, "origin not allowed");
        }
        if (node.isDraining()) {
            return ApiReply.error(503, "shutting down");
        }
        return node.hasRoom() ? null : ApiReply.error(503, "too many connections");
    }

    @Override
    public void handle(HttpCall call) {
        try {
            route(call);
        } catch (Throwable fault) {
            failed(call, fault);
        }
    }

    private void route(HttpCall call) {
        switch (call.head().path()) {
            case HEALTH -> only(List.of("GET", "HEAD"), call, this::health);
            case PUBLISH -> post(call, (answer, body) -> new PublishCall(answer).onBody(body));
            case HISTORY -> post(call, (answer, body) -> query(answer).history(body));
            case PRESENCE -> post(call, (answer, body) -> query(answer).presence(body, false));
            case PRESENCE_STATS -> post(call, (answer, body) -> query(answer).presence(body, true));
            case INFO ->
                only(
                        List.of("GET"),
                        call,
                        keyed(asked -> query(new Answer(node, asked)).info()));
            case WEBSOCKET -> only(List.of("GET"), call, this::askForUpgrade);
            default -> refuse(call, 404, "not found", Map.of());
        }
    }

    private void failed(HttpCall call, Throwable fault) {
        node.fault("a request failed", fault);
        try {
            call.reply(ApiReply.error(500, "internal error"));
        } catch (IllegalStateException e) {
            // It was answered before it failed.
        }
    }

    private void only(List<String> methods, HttpCall call, Consumer<HttpCall> route) {
        if (methods.contains(call.head().method())) {
            route.accept(call);
        } else {
            refuse(call, 405, "method not allowed", Map.of("Allow", String.join(", ", methods)));
        }
    }

    private void health(HttpCall call) {
        if (node.isDraining()) {
            refuse(call, 503, "shutting down", Map.of());
        } else {
            call.reply(ApiReply.text("ok"));
        }
    }

    private void askForUpgrade(HttpCall call) {
        refuse(call, 426, "upgrade to websocket", Map.of("Upgrade", "websocket"));
    }

    /** A route for those who have a key. */
    private Consumer<HttpCall> keyed(Consumer<HttpCall> route) {
        return call -> {
            if (keys.isEmpty()) {
                refuse(call, 404, "not found", Map.of());
            } else if (!keys.accept(call.head().headers("x-api-key"))) {
                refuse(call, 401, "invalid api key", Map.of());
            } else {
                route.accept(call);
            }
        };
    }

    /** A request of somebody with a key, whose body is read first. */
    private void post(HttpCall call, BiConsumer<Answer, byte[]> route) {
        Answer answer = new Answer(node, call);
        only(
                List.of("POST"),
                call,
                keyed(keyHolder -> new BodyCall(
                                answer, fault -> failed(call, fault), body -> route.accept(answer, body))
                        .begin()));
    }

    private QueryCall query(Answer answer) {
        return new QueryCall(answer, fault -> failed(answer.call(), fault));
    }

    private void refuse(HttpCall call, int status, String message, Map<String, String> headers) {
        node.counters().refused(status);
        call.reply(ApiReply.error(status, message, headers));
    }

    @Override
    public TransportLimits limits() {
        return limits;
    }

    private static TransportLimits limits(Limits limits) {
        return new TransportLimits(
                limits.count(Limit.MESSAGE_BYTES),
                limits.count(Limit.MESSAGE_FRAGMENTS),
                // Behind the engine's own pings, so that theirs is the answer a silent client gets.
                Duration.ofNanos(limits.nanos(Limit.SILENCE_TIMEOUT)).multipliedBy(2));
    }
}
