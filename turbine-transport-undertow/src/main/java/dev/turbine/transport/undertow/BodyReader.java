package dev.turbine.transport.undertow;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.support.ByteCollector;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/** Reads a body as it comes, without a thread waiting. Used by the connection's I/O thread alone. */
final class BodyReader implements IoCallback {
    private final HttpServerExchange exchange;
    private final RequestBody source;
    private final long declared;
    private final ByteCollector bytes;
    private final HttpCall.Body body;
    private long count;
    private boolean finished;
    private XnioExecutor.@Nullable Key timeout;

    /** @param declared length of the body; negative if it is sent in chunks */
    BodyReader(
            HttpServerExchange exchange, RequestBody source, long declared, ByteCollector bytes, HttpCall.Body body) {
        this.exchange = exchange;
        this.source = source;
        this.declared = declared;
        this.bytes = bytes;
        this.body = body;
    }

    /** @param time for the whole body, since Undertow's own timeout starts anew with each byte */
    void start(Duration time) {
        if (HttpContinue.requiresContinueResponse(exchange)) {
            schedule(time);
            HttpContinue.sendContinueResponse(exchange, this);
        } else {
            read();
            if (!finished) { // most bodies have come with their head, and need no timer
                schedule(time);
            }
        }
    }

    @Override
    public void onComplete(HttpServerExchange continued, Sender sender) {
        read();
    }

    @Override
    public void onException(HttpServerExchange failed, Sender sender, IOException e) {
        fail(e);
    }

    private void schedule(Duration time) {
        timeout = exchange.getIoThread()
                .executeAfter(
                        () -> fail(new TimeoutException("the body took more than " + time)),
                        time.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void read() {
        if (finished) {
            return;
        }
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int read = source.read(buffer.clear());
            while (read > 0) {
                count += read;
                if (!bytes.add(buffer.flip())) {
                    finish(body::onTooBig);
                    return;
                }
                read = source.read(buffer.clear());
            }
            if (read < 0) {
                end();
            } else {
                source.channel().getReadSetter().set(channel -> read());
                source.channel().resumeReads();
            }
        } catch (RequestTooBigException e) {
            finish(body::onTooBig); // over the limit of the application's own Undertow
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void end() {
        if (declared >= 0 && count != declared) {
            fail(new EOFException("the body ended after " + count + " bytes"));
        } else {
            finish(() -> body.onBytes(bytes.take()));
        }
    }

    private void fail(Throwable failure) {
        finish(() -> body.onFailed(failure));
    }

    private void finish(Runnable outcome) {
        if (finished) {
            return;
        }
        finished = true;
        XnioExecutor.Key running = timeout;
        if (running != null) {
            running.remove();
        }
        source.channel().suspendReads();
        outcome.run();
    }
}
