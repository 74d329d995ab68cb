package dev.turbine.transport.jakarta;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.spi.support.ListenerGate;
import dev.turbine.spi.support.PartialMessage;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine's view of one WebSocket. */
final class SocketConnection implements Connection {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int LINGER_BYTES = 1 << 20;

    private final String remoteAddress;
    private final Mount mount;
    private final Outbound outbound;
    private final Backlog backlog;
    private final ListenerGate gate = new ListenerGate();
    private @Nullable PartialMessage partial; // used by the reading thread alone
    private int discarded; // bytes; used by the reading thread alone
    private volatile long discardingSince;
    private volatile boolean discarding; // our close frame is on its way: only the peer's matters now

    SocketConnection(Session session, String remoteAddress, Mount mount) {
        this.remoteAddress = remoteAddress;
        this.mount = mount;
        @Nullable Outbound core = CoreOutbound.of(session);
        this.outbound = core == null ? new RemoteOutbound(session, mount.blocking) : core;
        this.backlog = new Backlog(session, gate, mount.acceptor.limits().messageBytes(), mount.waiting);
    }

    void open(Function<Connection, Listener> open) {
        mount.opened(this);
        gate.open(this, open);
        backlog.suspendUnlessDemanded();
    }

    /**
     * A part of a message. Containers do not tell frames from parts of them, so only empty ones are counted: each other brings a
     * byte at least, and bytes have their own limit.
     */
    void received(ByteBuffer part, Message.Kind kind, boolean last) {
        if (discarding) {
            discarded += part.remaining();
            if (discarded > LINGER_BYTES || System.nanoTime() - discardingSince > LINGER_NANOS) {
                // Ends the connection: a container answers a fault of a handler so.
                throw new IllegalStateException("the peer goes on sending after the close frame");
            }
            return;
        }
        PartialMessage message = partial == null ? new PartialMessage(kind, mount.acceptor.limits()) : partial;
        partial = last ? null : message;
        if (!message.add(part, !part.hasRemaining())) {
            partial = null;
            close(Disconnect.TOO_BIG);
        } else if (last && !backlog.offer(message.take(), message.kind())) {
            close(Disconnect.SLOW_CONSUMER);
        }
    }

    void pong() {
        backlog.pong();
    }

    void ended(CloseReason reason) {
        gate.closing(disconnect(reason));
        backlog.close();
        outbound.ended();
        mount.ended(this);
        gate.ended();
    }

    @Override
    public void send(Batch batch, Completion done) {
        outbound.send(batch, done);
    }

    @Override
    public void ping() {
        outbound.ping();
    }

    @Override
    public void demand() {
        backlog.demand();
    }

    @Override
    public void close(Disconnect disconnect) {
        if (gate.closing(disconnect)) {
            discardingSince = System.nanoTime();
            discarding = true;
            backlog.close(); // the peer's close frame ends the connection
            outbound.close(disconnect);
        }
    }

    @Override
    public void abort() {
        gate.closing(Disconnect.ABNORMAL);
        discarding = true;
        backlog.close();
        outbound.abort();
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    private static Disconnect disconnect(CloseReason reason) {
        int code = reason.getCloseCode().getCode();
        String phrase = reason.getReasonPhrase();
        boolean fits = phrase != null && phrase.getBytes(StandardCharsets.UTF_8).length <= Disconnect.MAX_REASON_BYTES;
        return code == Disconnect.ABNORMAL.code() ? Disconnect.ABNORMAL : new Disconnect(code, fits ? phrase : "");
    }
}
