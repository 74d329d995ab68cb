package dev.turbine.transport.jetty;

import static java.util.Objects.requireNonNull;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.ListenerGate;
import dev.turbine.spi.support.PartialMessage;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: the engine's view of Jetty's session, and Jetty's view of the engine's listener.
 *
 * <p>Frames of any kind are read only while a message is demanded: pings, pongs and the peer's close frame wait with
 * the messages. The engine keeps a demand outstanding except under back-pressure, and a connection that is broken then
 * is noticed by writing or by the idle timeout.
 *
 * <p>Jetty never runs {@code onFrame} within {@code demand()}: it sets a mark if its thread is reading, and otherwise
 * takes a thread of the pool ({@code WebSocketConnection.demand}).
 */
final class SocketConnection implements Connection, FrameHandler {
    private static final AtomicIntegerFieldUpdater<SocketConnection> DEMANDED =
            AtomicIntegerFieldUpdater.newUpdater(SocketConnection.class, "demanded");

    private final TransportLimits limits;
    private final String remoteAddress;
    private final ListenerGate gate = new ListenerGate();
    private @Nullable Function<Connection, Listener> open; // until called: it may hold the head of the request
    private @Nullable SocketSession session; // set before anybody sees this
    private @Nullable PartialMessage partial; // used by the reading thread alone
    private volatile int demanded; // messages; above 0 exactly while a frame is demanded of Jetty or being handled
    private volatile boolean discarding; // our close frame is on its way: only the peer's matters now

    SocketConnection(TransportLimits limits, String remoteAddress, Function<Connection, Listener> open) {
        this.limits = limits;
        this.remoteAddress = remoteAddress;
        this.open = open;
    }

    @Override
    public void onOpen(CoreSession core, Callback callback) {
        session = (SocketSession) core;
        Function<Connection, Listener> opening = requireNonNull(open);
        open = null;
        gate.open(this, opening);
        callback.succeeded();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.CLOSE -> onCloseFrame(frame, callback);
            case OpCode.PING -> onPing(frame, callback);
            case OpCode.PONG -> onPong(callback);
            default -> onData(frame, callback);
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded(); // onClosed follows and says it all
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        gate.closing(disconnect(status));
        callback.succeeded();
        gate.ended();
    }

    @Override
    public void send(Batch batch, Completion done) {
        Written written = new Written(done);
        try {
            session().sendFrame(new BatchFrame(batch), written, false);
        } catch (Throwable e) {
            written.failed(e);
        }
    }

    @Override
    public void ping() {
        session().sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public void demand() {
        if (DEMANDED.getAndIncrement(this) == 0) {
            read();
        }
    }

    @Override
    public void close(Disconnect disconnect) {
        if (!gate.closing(disconnect)) {
            return;
        }
        if (!CloseStatus.isTransmittableStatusCode(disconnect.code())) {
            abort();
            return;
        }
        discarding = true;
        session().close(disconnect.code(), disconnect.reason(), Callback.NOOP);
        demand(); // for ever: the peer's close frame ends the connection
    }

    @Override
    public void abort() {
        session().kill();
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    private void onCloseFrame(Frame frame, Callback callback) {
        gate.closing(disconnect(CloseStatus.getCloseStatus(frame)));
        session().peerIsDone();
        callback.succeeded(); // Jetty answers it, unless it is an answer itself, and ends the connection
    }

    private void onPing(Frame frame, Callback callback) {
        byte[] payload = new byte[frame.getPayloadLength()];
        frame.getPayload().get(payload);
        callback.succeeded();
        // Nothing is read before the pong is written: a flood of pings is as fast as its sender reads.
        Callback next = Callback.from(this::read, e -> read());
        session().sendFrame(new Frame(OpCode.PONG, ByteBuffer.wrap(payload)), next, false);
    }

    private void onPong(Callback callback) {
        callback.succeeded();
        gate.pong();
        read();
    }

    private void onData(Frame frame, Callback callback) {
        if (discarding) {
            callback.succeeded();
            read();
            return;
        }
        if (partial == null) {
            Message.Kind kind = frame.getOpCode() == OpCode.TEXT ? Message.Kind.TEXT : Message.Kind.BINARY;
            partial = new PartialMessage(kind, limits);
        }
        boolean fits = partial.add(frame.getPayload(), !isRestOfFrame(frame.getPayload()));
        callback.succeeded();
        if (!fits) {
            partial = null;
            close(Disconnect.TOO_BIG);
            read();
        } else if (frame.isFin()) {
            PartialMessage whole = partial;
            partial = null;
            onMessage(whole);
        } else {
            read();
        }
    }

    private void onMessage(PartialMessage message) {
        gate.message(message.take(), message.kind());
        if (DEMANDED.decrementAndGet(this) > 0) {
            read();
        }
    }

    /**
     * Jetty hands over a frame that arrives in parts as if it were fragments, and does not tell which are. The rest of
     * a frame starts with the first byte of a read, where a frame of its own has its header. (A header alone at the end
     * of a read makes its payload look like a rest. Such frames are not counted, and need not be: each brings a byte at
     * least, so there are no more of them than the message may have bytes.)
     *
     * <p>This holds in a server of somebody else's too: the buffers are those of {@code Handshake}'s pool and on the heap,
     * however the connector is configured, each read starts at the first byte, and TLS is undone before or while they are
     * filled. What came with the request is copied into one first.
     */
    private static boolean isRestOfFrame(ByteBuffer payload) {
        return payload.hasRemaining() && payload.hasArray() && payload.arrayOffset() == 0;
    }

    private void read() {
        try {
            session().demand();
        } catch (Throwable e) {
            abort(); // the server is stopping and has no threads left
        }
    }

    private SocketSession session() {
        return requireNonNull(session);
    }

    private static Disconnect disconnect(CloseStatus status) {
        String reason = status.getReason();
        return status.getCode() == CloseStatus.NO_CLOSE
                ? Disconnect.ABNORMAL
                : new Disconnect(status.getCode(), reason == null ? "" : reason);
    }
}
