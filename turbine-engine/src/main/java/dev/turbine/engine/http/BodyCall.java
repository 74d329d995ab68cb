package dev.turbine.engine.http;

import dev.turbine.api.Limit;
import dev.turbine.engine.Node;
import dev.turbine.spi.HttpCall;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One request with a JSON body, whose key is good: judges its head, reads the body within its bounds, and hands it on. */
final class BodyCall implements HttpCall.Body {
    private final Answer answer;
    private final Node node;
    private final HttpCall call;
    private final Consumer<Throwable> onFault;
    private final Consumer<byte[]> onBody;
    private int reserved;

    /** @param onBody takes the body; what it throws goes to {@code onFault} */
    BodyCall(Answer answer, Consumer<Throwable> onFault, Consumer<byte[]> onBody) {
        this.answer = answer;
        this.node = answer.node();
        this.call = answer.call();
        this.onFault = onFault;
        this.onBody = onBody;
    }

    /** Judges the head; memory for the body is reserved before any of it is read. */
    void begin() {
        int limit =
                Math.min(node.limits().count(Limit.BODY_BYTES), node.limits().count(Limit.PUBLICATION_BYTES_IN_FLIGHT));
        if (!isJson()) {
            answer.refuse(415, "content type must be application/json");
        } else if (call.contentLength() > limit) {
            onTooBig();
        } else if (node.isDraining()) {
            answer.refuse(503, "shutting down");
        } else {
            int bytes = call.contentLength() < 0 ? limit : (int) call.contentLength();
            if (!node.reserve(bytes)) {
                answer.refuse(503, "overloaded");
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
        unreserve();
        onBody.accept(body);
    }

    @Override
    public void onTooBig() {
        unreserve();
        answer.refuse(413, "body too large");
    }

    @Override
    public void onFailed(Throwable failure) {
        unreserve();
        answer.refuse(400, "body incomplete");
    }

    private void unreserve() {
        node.unreserve(reserved);
        reserved = 0;
    }
}
