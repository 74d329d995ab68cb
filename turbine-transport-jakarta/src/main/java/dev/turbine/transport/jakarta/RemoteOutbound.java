package dev.turbine.transport.jakarta;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends by the standard API: one operation at a time, a message of a batch, a ping or the close, each begun when the one before
 * has completed. So a ping or close, which may block, waits for nothing but its own write, and not on the caller's thread.
 */
final class RemoteOutbound implements Outbound {
    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final @Nullable Tomcat tomcat;
    private final Executor blocking;
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicReference<@Nullable Sending> sending = new AtomicReference<>();
    private volatile boolean pinging;
    private volatile @Nullable Disconnect closing;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean pingQueued;
    private volatile boolean ended;

    RemoteOutbound(Session session, Executor blocking) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.tomcat = Tomcat.of(session);
        this.blocking = blocking;
    }

    @Override
    public void send(Batch batch, Connection.Completion done) {
        sending.set(new Sending(batch, done));
        drive();
        if (ended) {
            ended();
        }
    }

    @Override
    public void ping() {
        pinging = true;
        drive();
    }

    @Override
    public void close(Disconnect disconnect) {
        closing = disconnect;
        drive();
    }

    @Override
    public void abort() {
        elsewhere(tomcat == null ? session::close : tomcat::abort);
    }

    @Override
    public void ended() {
        ended = true;
        complete(sending.get(), new IOException("the connection has ended"));
    }

    /** Begins what can be begun. Completions come here again, from any thread or from within: rounds follow each other. */
    private void drive() {
        if (rounds.getAndIncrement() != 0) {
            return;
        }
        do {
            if (busy.compareAndSet(false, true) && !begin()) {
                busy.set(false);
            }
        } while (rounds.decrementAndGet() != 0);
    }

    /** Whether an operation was begun. */
    private boolean begin() {
        Sending batch = sending.get();
        Disconnect disconnect = closing;
        if (batch != null) {
            send(batch);
            return true;
        }
        if (disconnect != null) {
            elsewhere(() -> sendClose(disconnect)); // for good: nothing follows it
            return true;
        }
        if (pinging && !pingQueued) {
            pingQueued = true; // and busy only once it has a thread: messages do not wait for one
            elsewhere(this::sendPing);
        }
        return false;
    }

    private void sendPing() throws IOException {
        pingQueued = false;
        if (busy.compareAndSet(false, true)) {
            pinging = false;
            try {
                if (tomcat == null) {
                    remote.sendPing(ByteBuffer.allocate(0));
                } else {
                    tomcat.ping();
                }
            } finally {
                free();
            }
        } else {
            drive();
        }
    }

    private void send(Sending batch) {
        try {
            Message message = batch.messages.get(batch.next++);
            if (message.kind() == Message.Kind.TEXT) {
                remote.sendText(message.text(), result -> sent(batch, result));
            } else {
                remote.sendBinary(message.buffer(), result -> sent(batch, result));
            }
        } catch (RuntimeException e) { // the session has ended
            complete(batch, e);
            free();
        }
    }

    private void sent(Sending batch, SendResult result) {
        if (!result.isOK()) {
            complete(batch, result.getException());
            abort(); // Tomcat does not tell the end of a connection that fails in writing
        } else if (batch.next == batch.messages.size()) {
            complete(batch, null);
        }
        free();
    }

    private void complete(@Nullable Sending batch, @Nullable Throwable failure) {
        if (batch != null && sending.compareAndSet(batch, null)) {
            batch.done.done(failure);
        }
    }

    private void free() {
        busy.set(false);
        drive();
    }

    private void elsewhere(Blocking action) {
        blocking.execute(() -> {
            try {
                action.run();
            } catch (IOException | RuntimeException e) {
                // The session has ended, and its end is told.
            }
        });
    }

    private void sendClose(Disconnect disconnect) throws IOException {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(disconnect.code()), disconnect.reason()));
        } catch (IllegalArgumentException e) {
            abort(); // a code that cannot be sent
        }
    }

    /** A batch on its way. */
    private static final class Sending {
        final List<Message> messages;
        final Connection.Completion done;
        int next; // used within one operation at a time

        Sending(List<Message> messages, Connection.Completion done) {
            this.messages = messages;
            this.done = done;
        }
    }

    private interface Blocking {
        void run() throws IOException;
    }
}
