package dev.turbine.engine.http;

import dev.turbine.api.PublishResult;
import dev.turbine.spi.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The replies of the HTTP API. Their texts are constants: nothing of a request is ever repeated. */
final class ApiReply {
    private ApiReply() {}

    static HttpReply text(String body) {
        return reply(200, "text/plain", Map.of(), body);
    }

    static HttpReply published(PublishResult result) {
        String body = "{\"ok\":true,\"delivered\":" + result.delivered()
                + (result.forwarded() ? "}" : ",\"forwarded\":false}");
        return reply(200, "application/json", Map.of(), body);
    }

    static HttpReply error(int status, String message) {
        return error(status, message, Map.of());
    }

    static HttpReply error(int status, String message, Map<String, String> headers) {
        String body = "{\"ok\":false,\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}";
        return reply(status, "application/json", headers, body);
    }

    private static HttpReply reply(int status, String type, Map<String, String> headers, String body) {
        return new HttpReply.Full(status, type, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
