package dev.turbine.engine.http;

import dev.turbine.api.PublishResult;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.support.ErrorReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The replies of the HTTP API. Their texts are constants: nothing of a request is ever repeated. */
final class ApiReply {
    private ApiReply() {}

    static HttpReply text(String body) {
        return ok("text/plain", body);
    }

    static HttpReply published(PublishResult result) {
        String body = "{\"ok\":true,\"delivered\":" + result.delivered()
                + (result.forwarded() ? "}" : ",\"forwarded\":false}");
        return json(body);
    }

    static HttpReply.Full json(String body) {
        return ok("application/json", body);
    }

    static HttpReply error(int status, String message) {
        return error(status, message, Map.of());
    }

    static HttpReply error(int status, String message, Map<String, String> headers) {
        return ErrorReply.of(status, message, headers);
    }

    private static HttpReply.Full ok(String type, String body) {
        return new HttpReply.Full(200, type, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
