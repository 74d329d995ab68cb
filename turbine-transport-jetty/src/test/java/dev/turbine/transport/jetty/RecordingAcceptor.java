package dev.turbine.transport.jetty;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.TransportLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Admits what asks for {@code /ws}, answers 200 to every call, and keeps what it was given. */
final class RecordingAcceptor implements Acceptor {
    static final int MESSAGE_BYTES = 64 * 1024;
    static final int FRAGMENTS = 16;

    final BlockingQueue<RecordingListener> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<RequestHead> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<HttpCall> calls = new LinkedBlockingQueue<>();
    volatile Function<Connection, Connection.Listener> open = connection -> {
        RecordingListener listener = new RecordingListener(connection);
        connection.demand();
        opened.add(listener);
        return listener;
    };
    volatile Function<RequestHead, Admission> admit = head -> head.path().equals("/ws")
            ? new Admission.Accept(null, open)
            : new Admission.Refuse(reply(403, "{\"refused\":true}"));
    volatile Consumer<HttpCall> handle = call -> call.reply(reply(200, "{}"));
    volatile TransportLimits limits = new TransportLimits(MESSAGE_BYTES, FRAGMENTS, Duration.ofSeconds(30));

    static HttpReply reply(int status, String body) {
        return new HttpReply.Full(
                status, "application/json", Map.of("x-test", "1"), body.getBytes(StandardCharsets.UTF_8));
    }

    RecordingListener nextOpened() throws InterruptedException {
        RecordingListener listener = opened.poll(5, TimeUnit.SECONDS);
        if (listener == null) {
            throw new AssertionError("no connection was opened");
        }
        return listener;
    }

    @Override
    public Admission admit(RequestHead head) {
        asked.add(head);
        return admit.apply(head);
    }

    @Override
    public void handle(HttpCall call) {
        calls.add(call);
        handle.accept(call);
    }

    @Override
    public TransportLimits limits() {
        return limits;
    }
}
