package dev.turbine.transport.jetty;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.BodyLength;
import dev.turbine.spi.support.ByteCollector;
import dev.turbine.spi.support.Once;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request that is answered over HTTP, also one for a WebSocket that is refused. */
final class Call implements HttpCall {
    private final Head head;
    private final long contentLength;
    private final Request request;
    private final Answer answer;
    private final TransportLimits limits;
    private final AtomicBoolean replied = new AtomicBoolean();

    Call(String path, Request request, Response response, Callback callback, TransportLimits limits) {
        this.head = Head.of(request, path);
        // In HTTP/2, which a host may offer, a body needs no length.
        this.contentLength = BodyLength.of(
                head,
                request.getConnectionMetaData().getHttpVersion().getVersion() > HttpVersion.HTTP_1_1.getVersion());
        this.request = request;
        this.answer = new Answer(request, response, callback);
        this.limits = limits;
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public long contentLength() {
        return contentLength;
    }

    @Override
    public void readBody(int limit, Body body) {
        long declared = contentLength();
        if (declared > limit) {
            body.onTooBig(); // before a 100 Continue invites the client to send it
        } else {
            ByteCollector bytes = new ByteCollector(limit, declared < 0 ? limit : declared);
            new BodyReader(request, bytes, body).start(limits.idleTimeout());
        }
    }

    @Override
    public void reply(HttpReply reply, Runnable done) {
        if (!replied.compareAndSet(false, true)) {
            throw new IllegalStateException("a call is answered once");
        }
        answer.send((HttpReply.Full) reply, contentLength != 0, new Once(done));
    }
}
