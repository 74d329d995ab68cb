package dev.turbine.transport.undertow;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.BodyLength;
import dev.turbine.spi.support.ByteCollector;
import dev.turbine.spi.support.Once;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Protocols;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request that is answered over HTTP, also one for a WebSocket that is refused. */
final class Call implements HttpCall {
    private final Head head;
    private final HttpServerExchange exchange;
    private final TransportLimits limits;
    private final RequestBody source;
    private final Answer answer;
    private final AtomicBoolean replied = new AtomicBoolean();

    Call(HttpServerExchange exchange, TransportLimits limits) {
        this.head = Head.of(exchange);
        this.exchange = exchange;
        this.limits = limits;
        this.source = new RequestBody(exchange);
        this.answer = new Answer(exchange, source);
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public long contentLength() {
        // In HTTP/2, which an application's own Undertow may offer, a body needs no length.
        return BodyLength.of(head, exchange.getProtocol().equals(Protocols.HTTP_2_0));
    }

    @Override
    public void readBody(int limit, Body body) {
        long declared = contentLength();
        if (declared > limit) {
            body.onTooBig(); // before a 100 Continue invites the client to send it
        } else {
            ByteCollector bytes = new ByteCollector(limit, declared < 0 ? limit : declared);
            BodyReader reader = new BodyReader(exchange, source, declared, bytes, body);
            answer.onIoThread(() -> reader.start(limits.idleTimeout()));
        }
    }

    @Override
    public void reply(HttpReply reply, Runnable done) {
        if (!replied.compareAndSet(false, true)) {
            throw new IllegalStateException("a call is answered once");
        }
        answer.send((HttpReply.Full) reply, contentLength() != 0, limits.idleTimeout(), new Once(done));
    }
}
