package dev.turbine.transport.undertow;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.BodyLength;
import dev.turbine.spi.support.ByteCollector;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** A request that is answered over HTTP, also one for a WebSocket that is refused. */
final class Call implements HttpCall, IoCallback {
    private static final TransportLimits UNHEARD = new TransportLimits(0, 0, Duration.ZERO);

    private final Head head;
    private final HttpServerExchange exchange;
    private final TransportLimits limits;
    private final RequestBody source;
    private final AtomicBoolean replied = new AtomicBoolean();
    private boolean consumed; // the connection can be used again

    Call(HttpServerExchange exchange, TransportLimits limits) {
        this.head = Head.of(exchange);
        this.exchange = exchange;
        this.limits = limits;
        this.source = new RequestBody(exchange);
    }

    /** A call that is refused because there is nobody to hear it. */
    static Call unheard(HttpServerExchange exchange) {
        return new Call(exchange, UNHEARD);
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
            onIoThread(() -> reader.start(limits.idleTimeout()));
        }
    }

    @Override
    public void reply(HttpReply reply) {
        if (!replied.compareAndSet(false, true)) {
            throw new IllegalStateException("a call is answered once");
        }
        onIoThread(() -> write((HttpReply.Full) reply, contentLength() == 0 || source.discardAvailable()));
    }

    /** Answers a request that is not understood, and ends its connection. */
    void refuse(HttpReply.Full reply) {
        if (replied.compareAndSet(false, true)) {
            onIoThread(() -> write(reply, false));
        }
    }

    private void write(HttpReply.Full reply, boolean consumedBody) {
        consumed = consumedBody;
        exchange.setStatusCode(reply.status());
        String reason = reason(reply.status());
        if (reason != null) {
            exchange.setReasonPhrase(reason);
        }
        HeaderMap fields = exchange.getResponseHeaders();
        reply.headers().forEach((name, value) -> fields.put(HttpString.tryFromString(name), value));
        fields.put(Headers.CONTENT_TYPE, reply.contentType());
        fields.put(Headers.CONTENT_LENGTH, reply.body().length);
        if (!consumed) {
            exchange.setPersistent(false);
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()), this);
    }

    /** Where Undertow has words of its own, those that other servers use. */
    private static @Nullable String reason(int status) {
        return switch (status) {
            case 408 -> "Request Timeout";
            case 413 -> "Payload Too Large";
            case 414 -> "URI Too Long";
            default -> null;
        };
    }

    @Override
    public void onComplete(HttpServerExchange answered, Sender sender) {
        if (consumed) {
            exchange.endExchange();
        } else {
            sender.close(new IoCallback() {
                @Override
                public void onComplete(HttpServerExchange flushed, Sender closed) {
                    source.drain(exchange::endExchange);
                }

                @Override
                public void onException(HttpServerExchange failed, Sender closed, IOException e) {
                    IoUtils.safeClose(exchange.getConnection());
                }
            });
        }
    }

    @Override
    public void onException(HttpServerExchange failed, Sender sender, IOException e) {
        IoUtils.safeClose(exchange.getConnection()); // the client has gone
    }

    private void onIoThread(Runnable task) {
        if (exchange.isInIoThread()) {
            task.run();
            return;
        }
        try {
            exchange.getIoThread().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    IoUtils.safeClose(exchange.getConnection()); // the client has gone
                }
            });
        } catch (RejectedExecutionException e) {
            IoUtils.safeClose(exchange.getConnection()); // the server has stopped
        }
    }
}
