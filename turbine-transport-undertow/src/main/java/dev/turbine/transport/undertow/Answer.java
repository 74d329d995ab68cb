package dev.turbine.transport.undertow;

import dev.turbine.spi.HttpReply;
import dev.turbine.spi.support.ErrorReply;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** The way of a reply to a client, which sees it also if it is still sending. To be used once, from any thread. */
final class Answer implements IoCallback {
    private final HttpServerExchange exchange;
    private final RequestBody source;
    private boolean consumed; // the connection can be used again
    private Runnable done = () -> {};
    private XnioExecutor.@Nullable Key timeout;

    Answer(HttpServerExchange exchange, RequestBody source) {
        this.exchange = exchange;
        this.source = source;
    }

    /** Answers a request that is not understood, or that nobody hears, and ends its connection. */
    static void refuse(HttpServerExchange exchange, int status) {
        Answer answer = new Answer(exchange, new RequestBody(exchange));
        answer.onIoThread(() -> answer.write(ErrorReply.of(status), false));
    }

    /**
     * @param mayHaveBody whether something may be left to read behind the head of the request
     * @param time how long the client may take to read the reply: Undertow itself would wait for ever
     * @param end told when the reply is written or the client has gone; it may be told again
     */
    void send(HttpReply.Full reply, boolean mayHaveBody, Duration time, Runnable end) {
        done = end;
        onIoThread(() -> {
            exchange.addExchangeCompleteListener((over, next) -> { // also of a connection that somebody else closes
                stopTimeout();
                end.run();
                next.proceed();
            });
            timeout = exchange.getIoThread().executeAfter(this::giveUp, time.toMillis(), TimeUnit.MILLISECONDS);
            write(reply, !mayHaveBody || source.discardAvailable());
        });
    }

    private void stopTimeout() {
        XnioExecutor.Key running = timeout;
        if (running != null) {
            running.remove();
        }
    }

    /** The client has gone, or counts as gone. */
    private void giveUp() {
        IoUtils.safeClose(exchange.getConnection());
        done.run();
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
        stopTimeout();
        done.run();
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
        giveUp();
    }

    /** A task that fails ends the connection: the client has gone. */
    void onIoThread(Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                giveUp();
            }
        };
        if (exchange.isInIoThread()) {
            guarded.run();
            return;
        }
        try {
            exchange.getIoThread().execute(guarded);
        } catch (RejectedExecutionException e) {
            giveUp(); // the server has stopped
        }
    }
}
