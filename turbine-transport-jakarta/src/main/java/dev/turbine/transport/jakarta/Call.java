package dev.turbine.transport.jakarta;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.support.BodyLength;
import dev.turbine.spi.support.ByteCollector;
import dev.turbine.spi.support.ErrorReply;
import dev.turbine.spi.support.Once;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that is answered over HTTP. */
final class Call implements HttpCall, AsyncListener {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private final Head head;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext context;
    private final long contentLength;
    private final AtomicBoolean answered = new AtomicBoolean(); // by the engine
    private final AtomicBoolean replied = new AtomicBoolean(); // by the engine, or for it
    private volatile @Nullable BodyReader reader;
    private volatile @Nullable ReplyWriter writer;
    private volatile Runnable done = () -> {};
    private volatile boolean over;

    private Call(Head head, HttpServletRequest request, HttpServletResponse response, AsyncContext context) {
        this.head = head;
        this.request = request;
        this.response = response;
        this.context = context;
        this.contentLength = BodyLength.of(head, request.getProtocol().startsWith("HTTP/2"));
    }

    /** Hands a request to the engine, which answers it later, so that no thread of the container's waits. */
    static void begin(HttpServletRequest request, HttpServletResponse response, Head head, Mount mount)
            throws IOException {
        AsyncContext context;
        try {
            context = request.startAsync();
        } catch (IllegalStateException e) {
            log.error("{}", Mapping.whyNotAsync(request), e);
            TurbineServlet.write(ErrorReply.of(500), response);
            return;
        }
        context.setTimeout(mount.acceptor.limits().idleTimeout().toMillis());
        Call call = new Call(head, request, response, context);
        context.addListener(call);
        mount.acceptor.handle(call);
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
        long declared = contentLength;
        if (declared > limit) {
            body.onTooBig();
            return;
        }
        try {
            ByteCollector bytes = new ByteCollector(limit, declared < 0 ? limit : declared);
            BodyReader reading = new BodyReader(request.getInputStream(), bytes, body);
            reader = reading;
            reading.start();
        } catch (IOException | IllegalStateException e) {
            body.onFailed(e);
        }
    }

    @Override
    public void reply(HttpReply reply, Runnable end) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("a call is answered once");
        }
        done = new Once(end);
        if (replied.compareAndSet(false, true)) {
            write((HttpReply.Full) reply);
        } else {
            done.run(); // it comes too late
        }
        if (over) {
            done.run(); // which had nobody to tell
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(new TimeoutException("the body or the answer took too long"));
    }

    @Override
    public void onError(AsyncEvent event) {
        end(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over = true;
        done.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    /** The container gives up: the engine answers if it waits for the body, and is answered for if it does not. */
    private void end(Throwable reason) {
        if (replied.get()) {
            giveUp(); // the client does not take the reply
            return;
        }
        BodyReader reading = reader;
        if (reading != null) {
            reading.onError(reason);
        }
        if (replied.compareAndSet(false, true)) {
            write(ErrorReply.of(503));
        }
    }

    /** A container may hold on to its connection for as long as the client does; not so to the reply. */
    private void giveUp() {
        ReplyWriter writing = writer;
        if (writing != null) {
            writing.giveUp();
        }
        complete();
    }

    private void write(HttpReply.Full reply) {
        try {
            TurbineServlet.writeHead(reply, response);
            ReplyWriter writing = new ReplyWriter(reply.body(), response.getOutputStream(), this::complete);
            writer = writing;
            writing.start();
        } catch (IOException | RuntimeException e) { // a container that has ended the request takes anything amiss
            log.debug("a reply did not reach {}", head.remoteAddress(), e);
            complete();
        }
    }

    private void complete() {
        done.run();
        try {
            context.complete();
        } catch (IllegalStateException e) {
            log.debug("the request of {} has ended already", head.remoteAddress(), e);
        }
    }
}
