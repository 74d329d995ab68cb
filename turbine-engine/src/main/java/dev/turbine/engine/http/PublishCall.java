package dev.turbine.engine.http;

import dev.turbine.api.Limit;
import dev.turbine.api.PublishResult;
import dev.turbine.engine.Node;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.HttpCall;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One {@code POST /api/publish} whose key is good: head, body, publication, reply. */
final class PublishCall implements HttpCall.Body {
    private final Node node;
    private final HttpCall call;
    private final Consumer<Throwable> onFault;
    private int reserved;

    PublishCall(Node node, HttpCall call, Consumer<Throwable> onFault) {
        this.node = node;
        this.call = call;
        this.onFault = onFault;
    }

    /** Judges the head; memory for the body is reserved before any of it is read. */
    void begin() {
        int limit =
                Math.min(node.limits().count(Limit.BODY_BYTES), node.limits().count(Limit.PUBLICATION_BYTES_IN_FLIGHT));
        if (!isJson()) {
            refuse(415, "content type must be application/json");
        } else if (call.contentLength() > limit) {
            onTooBig();
        } else if (node.isDraining()) {
            refuse(503, "shutting down");
        } else {
            int bytes = call.contentLength() < 0 ? limit : (int) call.contentLength();
            if (!node.reserve(bytes)) {
                refuse(503, "overloaded");
                return;
            }
            reserved = bytes;
            try {
                call.readBody(limit, new GuardedBody(this, onFault));
            } catch (RuntimeException | Error fault) {
                unreserve();
                throw fault;
            }
        }
    }

    private boolean isJson() {
        List<String> encodings = call.head().headers("Content-Encoding");
        List<String> types = call.head().headers("Content-Type");
        if (!encodings.isEmpty() || types.size() > 1) {
            return false;
        }
        if (types.isEmpty()) {
            return true;
        }
        String[] parts = types.get(0).toLowerCase(Locale.ROOT).split(";", 3);
        String parameter = parts.length == 1 ? "" : parts[1].strip().replace("\"", "");
        return parts.length < 3
                && parts[0].strip().equals("application/json")
                && (parameter.isEmpty() || parameter.equals("charset=utf-8"));
    }

    @Override
    public void onBytes(byte[] body) {
        PublishRequest request;
        try {
            request = node.publications().readBody(body);
        } finally {
            unreserve();
        }
        if (request instanceof PublishRequest.Refused refused) {
            refuse(400, refused.reason());
        } else if (request instanceof PublishRequest.Valid valid) {
            node.publish(valid.channels(), valid.data(), this::reply);
        }
    }

    @Override
    public void onTooBig() {
        unreserve();
        refuse(413, "body too large");
    }

    @Override
    public void onFailed(Throwable failure) {
        unreserve();
        refuse(400, "body incomplete");
    }

    private void unreserve() {
        node.unreserve(reserved);
        reserved = 0;
    }

    private void reply(PublishResult result) {
        if (result.ok()) {
            call.reply(ApiReply.published(result));
        } else {
            refuse(result.code(), result.message());
        }
    }

    private void refuse(int status, String message) {
        node.counters().refused(status);
        call.reply(ApiReply.error(status, message));
    }
}
