package dev.turbine.transport.undertow;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.support.ErrorReply;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Where every request enters: to become a WebSocket, or a call. */
final class Gateway implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private final Acceptor acceptor;
    private final Sessions sessions = new Sessions();
    private final Handshake handshake;

    Gateway(Acceptor acceptor) {
        this.acceptor = acceptor;
        this.handshake = new Handshake(acceptor.limits(), sessions);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        onIoThread(exchange, () -> serve(exchange));
    }

    /** Ends all WebSockets; what comes later is answered with 503. */
    void close() {
        sessions.close();
    }

    /** Ends the WebSockets whose threads have gone before them. */
    void abandon() {
        sessions.abandon();
    }

    boolean isIdle() {
        return sessions.isEmpty();
    }

    /**
     * Takes a request out of Undertow's hands, which would end it when the handler returns, and runs a task for it. A
     * fault is told without a word of the request's, which Undertow would write into the log.
     */
    static void onIoThread(HttpServerExchange exchange, Runnable task) {
        exchange.dispatch(exchange.isInIoThread() ? SameThreadExecutor.INSTANCE : exchange.getIoThread(), () -> {
            try {
                task.run();
            } catch (Throwable e) {
                log.error("a request could not be served", e);
                IoUtils.safeClose(exchange.getConnection());
            }
        });
    }

    private void serve(HttpServerExchange exchange) {
        int refusal = sessions.closed() ? 503 : Rules.refusal(exchange);
        if (refusal != 0) {
            Answer.refuse(exchange, refusal);
            return;
        }
        Call call = new Call(exchange, acceptor.limits());
        if (!Rules.isPath(exchange)) {
            call.reply(ErrorReply.of(400));
        } else if (Handshake.isAskedFor(exchange)) {
            upgrade(exchange, call);
        } else {
            acceptor.handle(call);
        }
    }

    private void upgrade(HttpServerExchange exchange, Call call) {
        Admission admission = acceptor.admit(call.head());
        if (admission instanceof Admission.Refuse refuse) {
            call.reply(refuse.reply());
        } else if (admission instanceof Admission.Accept accept) {
            handshake.complete(exchange, call.head(), accept);
        }
    }
}
