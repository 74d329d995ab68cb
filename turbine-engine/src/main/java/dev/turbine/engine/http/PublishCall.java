package dev.turbine.engine.http;

import dev.turbine.api.Limit;
import dev.turbine.api.PublishResult;
import dev.turbine.engine.Node;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.HttpCall;
import java.util.List;
import java.util.Locale;

/** One {@code POST /api/publish} whose key is good: head, body, publication, reply. */
final class PublishCall implements HttpCall.Body {
    private final Node node;
    private final PublishRequest.Reader reader;
    private final HttpCall call;
    private int reserved;

    PublishCall(Node node, PublishRequest.Reader reader, HttpCall call) {
        this.node = node;
        this.reader = reader;
        this.call = call;
    }

    /** Judges the head; memory for the body is reserved before any of it is read. */
    void begin() {
        int limit = node.limits().count(Limit.BODY_BYTES);
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
            call.readBody(limit, this);
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
        PublishRequest request = reader.readBody(body);
        node.unreserve(reserved);
        if (request instanceof PublishRequest.Refused refused) {
            refuse(400, refused.reason());
        } else if (request instanceof PublishRequest.Valid valid) {
            node.publish(List.of(valid.channel()), valid.data(), this::reply);
        }
    }

    @Override
    public void onTooBig() {
        node.unreserve(reserved);
        refuse(413, "body too large");
    }

    @Override
    public void onFailed(Throwable failure) {
        node.unreserve(reserved);
        refuse(400, "body incomplete");
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
