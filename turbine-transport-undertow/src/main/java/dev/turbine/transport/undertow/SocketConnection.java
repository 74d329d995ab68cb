package dev.turbine.transport.undertow;

import static java.util.Objects.requireNonNull;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.ListenerGate;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: the engine's view of Undertow's channel. What the engine sends is written by the thread that calls, and
 * everything else about the connection happens in its I/O thread.
 *
 * <p>Frames of any kind are read only while a message is demanded: pings, pongs and the peer's close frame wait with the
 * messages. The engine keeps a demand outstanding except under back-pressure, and a connection that is broken then is
 * noticed by writing or by the idle timeout.
 */
final class SocketConnection implements Connection {
    private static final AtomicIntegerFieldUpdater<SocketConnection> DEMANDED =
            AtomicIntegerFieldUpdater.newUpdater(SocketConnection.class, "demanded");

    private static final long LINGER_MILLIS = 2_000;

    private final TransportLimits limits;
    private final String remoteAddress;
    private final Sessions sessions;
    private final ListenerGate gate = new ListenerGate();
    private @Nullable Lane lane; // these five are set before anybody sees this
    private @Nullable SocketSession session;
    private @Nullable Outbox outbox;
    private @Nullable Inbox inbox;
    private boolean anyThreadWrites;
    private volatile int demanded; // messages
    private boolean closeAsked; // by the engine, which sends nothing behind it
    private boolean peerDone; // it sent its close frame
    private boolean lingering;
    private boolean paused; // a pong has to leave before anything more is read
    private boolean closing; // a close frame, ours or theirs, has been seen: nothing is told any more

    SocketConnection(TransportLimits limits, String remoteAddress, Sessions sessions) {
        this.limits = limits;
        this.remoteAddress = remoteAddress;
        this.sessions = sessions;
    }

    void open(SocketSession opened, Function<Connection, Listener> open) {
        lane = sessions.lane(opened.getIoThread());
        session = opened;
        outbox = new Outbox(opened.sink(), () -> execute(opened.sink()::resumeWrites), this::abort);
        opened.sink().setWriteListener(sink -> outbox().onWritable());
        anyThreadWrites = opened.isWritableByAll();
        inbox = new Inbox(opened, this, limits);
        opened.getReceiveSetter().set(inbox);
        opened.addCloseTask(channel -> ended());
        sessions.add(this);
        try {
            gate.open(this, open);
        } catch (Throwable e) {
            kill();
            throw e;
        }
    }

    @Override
    public void send(Batch batch, Completion done) {
        if (closeAsked || !write(() -> outbox().send(batch, done))) {
            done.done(new ClosedChannelException());
        }
    }

    @Override
    public void ping() {
        if (!closeAsked) {
            write(() -> outbox().ping());
        }
    }

    @Override
    public void demand() {
        if (DEMANDED.getAndIncrement(this) == 0) {
            execute(this::updateReads);
        }
    }

    @Override
    public void close(Disconnect disconnect) {
        if (!gate.closing(disconnect)) {
            return;
        }
        if (!FrameRules.isCloseCode(disconnect.code())) {
            abort();
            return;
        }
        closeAsked = true;
        execute(() -> {
            closing = true;
            updateReads(); // for the peer's close frame
            outbox().close(CloseFrame.payload(disconnect), this::linger);
        });
    }

    @Override
    public void abort() {
        // The I/O thread may be in a call of the listener's, so the socket does not wait for it.
        requireNonNull(session).cut();
        if (!execute(this::kill)) {
            kill();
        }
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    /** The peer has sent a frame's header; a fault is answered as one of the frame. */
    void onHeader(int opcode) throws FrameRules.Violation {
        requireNonNull(inbox).onHeader(opcode);
    }

    /** Called while Undertow reads or writes, so that the end has to wait for a moment. */
    void endSoon() {
        try {
            lane().execute(this::kill);
        } catch (RejectedExecutionException e) {
            kill();
        }
    }

    void onMessage(byte[] payload, Message.Kind kind) {
        if (closing) {
            return;
        }
        gate.message(payload, kind);
        DEMANDED.decrementAndGet(this);
        updateReads();
    }

    void onPing(byte[] payload) {
        // Nothing is read before the pong is written: a flood of pings is as fast as its sender reads.
        paused = true;
        updateReads();
        outbox().pong(ByteBuffer.wrap(payload), () -> execute(this::goOn));
    }

    private void goOn() {
        paused = false;
        updateReads();
    }

    void onPong() {
        if (!closing) {
            gate.pong();
        }
    }

    /** The peer's close frame is answered at once; if it is the answer to ours, all is said. */
    void onClose(Disconnect disconnect) {
        peerDone = true;
        if (lingering) {
            endSoon();
            return;
        }
        if (closing) {
            requireNonNull(session).discard();
            return;
        }
        gate.closing(disconnect);
        end(CloseFrame.answer(disconnect));
    }

    /** The peer has broken the rules: nothing more is understood. */
    void onViolation(Disconnect disconnect) {
        boolean first = gate.closing(disconnect);
        if (first && !closing) {
            end(disconnect);
        } else {
            requireNonNull(session).discard();
        }
    }

    void kill() {
        requireNonNull(session).kill();
        ended();
    }

    private void end(Disconnect disconnect) {
        closing = true;
        requireNonNull(session).discard();
        outbox().close(CloseFrame.payload(disconnect), this::linger);
    }

    /** Our close frame has left, or cannot: a peer that has not sent its own has a while to do so, or to end the stream. */
    private void linger() {
        execute(() -> {
            if (peerDone) {
                endSoon();
                return;
            }
            lingering = true;
            requireNonNull(session).endOutput();
            try {
                lane().executeAfter(this::kill, LINGER_MILLIS);
            } catch (RejectedExecutionException e) {
                kill(); // the server is stopping
            }
        });
    }

    private void ended() {
        sessions.remove(this);
        outbox().end();
        gate.ended();
        if (lane().isCurrent()) {
            lane().closeIfStopping(); // for a host that stops ends its connections, and nothing runs the lane any more
        }
    }

    private void updateReads() {
        SocketSession reading = requireNonNull(session);
        if (!paused && (demanded > 0 || closing)) {
            reading.resumeReceives();
        } else {
            reading.suspendReceives();
        }
    }

    private boolean write(Runnable task) {
        if (anyThreadWrites) {
            task.run();
            return true;
        }
        return execute(task);
    }

    private boolean execute(Runnable task) {
        if (lane().isCurrent()) {
            task.run();
            return true;
        }
        try {
            lane().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the server has stopped
        }
    }

    private Lane lane() {
        return requireNonNull(lane);
    }

    private Outbox outbox() {
        return requireNonNull(outbox);
    }
}
