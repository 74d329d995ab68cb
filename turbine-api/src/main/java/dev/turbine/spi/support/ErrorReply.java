package dev.turbine.spi.support;

import dev.turbine.spi.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a transport answers where the engine is not asked: made of the status alone, so that nothing of a request is in it. */
public final class ErrorReply {
    private ErrorReply() {}

    /** The reply for a status. */
    public static HttpReply.Full of(int status) {
        return of(status, message(status), Map.of());
    }

    /**
     * A reply of the shape of all of Turbine's errors.
     *
     * @param message a constant: it is written into JSON as it is
     */
    public static HttpReply.Full of(int status, String message, Map<String, String> headers) {
        String json = "{\"ok\":false,\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}";
        return new HttpReply.Full(status, "application/json", headers, json.getBytes(StandardCharsets.UTF_8));
    }

    /** In the words of RFC 9110, section 15. */
    private static String message(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 404 -> "not found";
            case 405 -> "method not allowed";
            case 408 -> "request timeout";
            case 413 -> "payload too large";
            case 414 -> "uri too long";
            case 417 -> "expectation failed";
            case 431 -> "request header fields too large";
            case 500 -> "internal error";
            case 501 -> "not implemented";
            case 503 -> "service unavailable";
            case 505 -> "http version not supported";
            default -> "request refused";
        };
    }
}
