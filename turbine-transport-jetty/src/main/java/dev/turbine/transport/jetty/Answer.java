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
    /**
     * @param mayHaveBody whether something may be left to read behind the head of the request
     * @param done told when the reply is written or the client has gone; it may be told again
     */
    void send(HttpReply.Full reply, boolean mayHaveBody, Runnable done) {
        try {
            write(reply, mayHaveBody, done);
        } catch (Throwable e) {
            done.run();
            callback.failed(e); // the client has gone, and Jetty has taken its request back
        }
    }

    private void write(HttpReply.Full reply, boolean mayHaveBody, Runnable done) {
        response.setStatus(reply.status());
        HttpFields.Mutable fields = response.getHeaders();
        reply.headers().forEach(fields::put);
        fields.put(HttpHeader.CONTENT_TYPE, reply.contentType());
        Drain drain = new Drain(request, callback);
        boolean consumed = !mayHaveBody || drain.readAvailable();
        if (!consumed) {
            fields.put(HttpHeader.CONNECTION, "close");
        }
        Callback written = consumed ? callback : Callback.from(drain::start, callback::failed);
        response.write(true, ByteBuffer.wrap(reply.body()), Callback.from(done, written));
    }
}
