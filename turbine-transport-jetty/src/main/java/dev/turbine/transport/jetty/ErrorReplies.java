package dev.turbine.transport.jetty;

import dev.turbine.spi.HttpReply;
import dev.turbine.spi.support.ErrorReply;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered to requests that Jetty refuses by itself. Its own pages tell class names and versions. */
final class ErrorReplies implements Request.Handler {
    /** Called with the status already set. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpReply.Full reply = ErrorReply.of(response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }
}
