package dev.turbine.transport.jetty;

import dev.turbine.spi.HttpReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered where the engine is not asked. Jetty's own pages tell class names and versions. */
final class ErrorReplies implements Request.Handler {
    private static final String JSON = "application/json";

    static HttpReply.Full of(int status) {
        return of(status, Map.of());
    }

    static HttpReply.Full of(int status, Map<String, String> headers) {
        return new HttpReply.Full(status, JSON, headers, body(status));
    }

    /** Called by Jetty for what it refuses by itself, with the status already set. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
        response.write(true, ByteBuffer.wrap(body(response.getStatus())), callback);
        return true;
    }

    /** Made of the status alone, so that nothing a client sent and nothing of ours is in it. */
    private static byte[] body(int status) {
        String message =
                status == 500 ? "internal error" : HttpStatus.getMessage(status).toLowerCase(Locale.ROOT);
        String json = "{\"ok\":false,\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}";
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
