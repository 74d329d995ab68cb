package dev.turbine.transport.jetty;

import dev.turbine.spi.HttpReply;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The way of a reply to a client, which sees it also if it is still sending. */
record Answer(Request request, Response response, Callback callback) {
    /** @param mayHaveBody whether something may be left to read behind the head of the request */
    void send(HttpReply.Full reply, boolean mayHaveBody) {
        try {
            write(reply, mayHaveBody);
        } catch (Throwable e) {
            callback.failed(e); // the client has gone, and Jetty has taken its request back
        }
    }

    private void write(HttpReply.Full reply, boolean mayHaveBody) {
        response.setStatus(reply.status());
        HttpFields.Mutable fields = response.getHeaders();
        reply.headers().forEach(fields::put);
        fields.put(HttpHeader.CONTENT_TYPE, reply.contentType());
        Drain drain = new Drain(request, callback);
        boolean consumed = !mayHaveBody || drain.readAvailable();
        if (!consumed) {
            fields.put(HttpHeader.CONNECTION, "close");
        }
        response.write(
                true,
                ByteBuffer.wrap(reply.body()),
                consumed ? callback : Callback.from(drain::start, callback::failed));
    }
}
