package dev.turbine.transport.jakarta;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import jakarta.websocket.Session;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Sends on Jetty by the session beneath its Jakarta session: bytes that all sessions share, all of a batch but its last frame into
 * Jetty's buffer, and no call that blocks. Jetty's buffer has 4 KiB here; a frame over a quarter of it is a write of its own.
 */
final class CoreOutbound implements Outbound {
    private final CoreSession core;
    private final AtomicReference<@Nullable InFlight> inFlight = new AtomicReference<>();

    private CoreOutbound(CoreSession core) {
        this.core = core;
    }

    /** Null if the session is not Jetty's, or its insides are hidden from the application. */
    static @Nullable Outbound of(Session session) {
        try {
            Object core = session.getClass().getMethod("getCoreSession").invoke(session);
            if (!(core instanceof CoreSession found)) {
                return null;
            }
            found.setMaxFrameSize(0); // it would cut long messages, and refuse a frame by its announced length
            return new CoreOutbound(found);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    @Override
    public void send(Batch batch, Connection.Completion done) {
        InFlight sending = new InFlight(done); // of its own: the engine may hand in the same completion again
        inFlight.set(sending);
        try {
            int last = batch.size() - 1;
            for (int i = 0; i < last; i++) {
                core.sendFrame(frame(batch.get(i)), Callback.NOOP, true);
            }
            core.sendFrame(
                    frame(batch.get(last)),
                    Callback.from(() -> complete(sending, null), e -> complete(sending, e)),
                    false);
        } catch (Throwable e) {
            complete(sending, e);
        }
    }

    @Override
    public void ping() {
        core.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public void close(Disconnect disconnect) {
        core.close(disconnect.code(), disconnect.reason(), Callback.NOOP);
    }

    @Override
    public void abort() {
        core.abort();
    }

    @Override
    public void ended() {
        InFlight sending = inFlight.get();
        if (sending != null) {
            complete(sending, new IllegalStateException("the connection has ended"));
        }
    }

    private void complete(InFlight sending, @Nullable Throwable failure) {
        if (inFlight.compareAndSet(sending, null)) {
            sending.done.done(failure);
        }
    }

    private static Frame frame(Message message) {
        return new Frame(message.kind() == Message.Kind.TEXT ? OpCode.TEXT : OpCode.BINARY, message.buffer());
    }

    private static final class InFlight {
        final Connection.Completion done;

        InFlight(Connection.Completion done) {
            this.done = done;
        }
    }
}
