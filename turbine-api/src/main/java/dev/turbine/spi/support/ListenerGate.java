package dev.turbine.spi.support;

import static java.util.Objects.requireNonNull;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to a connection's listener: one call at a time, and the end exactly once, behind the call in progress.
 *
 * <p><b>Threads:</b> {@code open}, {@code message} and {@code pong} come from one thread at a time, {@code closing} and
 * {@code ended} from any. <b>Blocking:</b> never.
 */
public final class ListenerGate {
    private static final AtomicIntegerFieldUpdater<ListenerGate> STATE =
            AtomicIntegerFieldUpdater.newUpdater(ListenerGate.class, "state");
    private static final AtomicReferenceFieldUpdater<ListenerGate, Disconnect> END =
            AtomicReferenceFieldUpdater.newUpdater(ListenerGate.class, Disconnect.class, "end");

    private static final int FREE = 0;
    private static final int IN_CALL = 1;
    private static final int IN_CALL_ENDED = 2;
    private static final int ENDED = 3;

    private Connection.@Nullable Listener listener; // null until opened, and if opening failed
    private volatile int state = IN_CALL; // until the listener is known
    private volatile @Nullable Disconnect end;

    /** A gate that nothing passes before {@link #open}. */
    public ListenerGate() {}

    /** Opens a connection. To be called once, before anything else is told. */
    public void open(Connection connection, Function<Connection, Connection.Listener> open) {
        try {
            listener = open.apply(connection);
        } finally {
            leave();
        }
    }

    /** Tells of a message; dropped if the connection has ended. */
    public void message(byte[] payload, Message.Kind kind) {
        Connection.Listener told = enter();
        if (told != null) {
            try {
                told.onMessage(payload, kind);
            } finally {
                leave();
            }
        }
    }

    /** Tells of a pong; dropped if the connection has ended. */
    public void pong() {
        Connection.Listener told = enter();
        if (told != null) {
            try {
                told.onPong();
            } finally {
                leave();
            }
        }
    }

    /** Notes a close frame, the peer's or ours; whether it is the first, which is the one that {@code onClosed} tells. */
    public boolean closing(Disconnect disconnect) {
        return END.compareAndSet(this, null, disconnect);
    }

    /** Tells that the connection has ended, now or after the call in progress. Only the first call has an effect. */
    public void ended() {
        closing(Disconnect.ABNORMAL);
        while (true) {
            if (STATE.compareAndSet(this, FREE, ENDED)) {
                tellEnd();
                return;
            }
            if (STATE.compareAndSet(this, IN_CALL, IN_CALL_ENDED) || state >= IN_CALL_ENDED) {
                return;
            }
        }
    }

    private Connection.@Nullable Listener enter() {
        return listener != null && STATE.compareAndSet(this, FREE, IN_CALL) ? listener : null;
    }

    private void leave() {
        if (!STATE.compareAndSet(this, IN_CALL, FREE)) {
            state = ENDED;
            tellEnd();
        }
    }

    private void tellEnd() {
        Connection.Listener told = listener;
        if (told != null) {
            told.onClosed(requireNonNull(end));
        }
    }
}
