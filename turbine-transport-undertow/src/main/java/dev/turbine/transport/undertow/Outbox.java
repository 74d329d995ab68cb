package dev.turbine.transport.undertow;

import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way out of a connection: a batch of the engine's, fed to Undertow in portions, one write each; behind it
 * the close frame. Used by the connection's I/O thread alone.
 */
final class Outbox {
    /** With more frames than 50 in its queue Undertow stops reading the peer; a pong and a ping may be among them. */
    private static final int PORTION = 48;

    private final SocketSession session;
    private @Nullable List<Message> batch; // null while nothing of the engine's is on its way
    private int next;
    private Connection.@Nullable Completion done;
    private @Nullable ByteBuffer close; // waits for the batch
    private @Nullable Runnable closed;
    private boolean pinging;
    private boolean ended;

    Outbox(SocketSession session) {
        this.session = session;
    }

    void send(List<Message> messages, Connection.Completion completion) {
        if (ended || close != null) {
            completion.done(new ClosedChannelException());
            return;
        }
        batch = messages;
        next = 0;
        done = completion;
        portion();
    }

    /** Left out while one has not left yet: a peer that does not read gets no more of them. */
    void ping() {
        if (!pinging && !ended && close == null) {
            pinging = control(WebSocketFrameType.PING, ByteBuffer.allocate(0), () -> pinging = false);
        }
    }

    void pong(ByteBuffer payload, Runnable written) {
        if (ended || close != null || !control(WebSocketFrameType.PONG, payload, written)) {
            written.run();
        }
    }

    /** Sends the last frame, behind the batch; then Undertow ends the stream. */
    void close(ByteBuffer payload, Runnable written) {
        close = payload;
        closed = written;
        if (batch == null) {
            sendClose();
        }
    }

    /** The batch, if there is one, will not be sent. */
    void end() {
        ended = true;
        complete(new ClosedChannelException());
    }

    private void portion() {
        List<Message> all = batch;
        if (all == null) {
            return;
        }
        int end = Math.min(all.size(), next + PORTION);
        try {
            for (; next < end - 1; next++) {
                Message message = all.get(next);
                session.enqueue(type(message), message.buffer());
            }
            Message last = all.get(next++);
            session.enqueue(type(last), last.buffer(), this::onPortion);
            session.flush();
        } catch (IOException | RuntimeException e) {
            complete(e);
        }
    }

    private void onPortion(StreamSinkFrameChannel last) {
        List<Message> all = batch;
        if (last.isBroken()) {
            complete(new ClosedChannelException());
        } else if (all != null && next < all.size()) {
            portion();
        } else {
            complete(null);
        }
    }

    private void complete(@Nullable Throwable failure) {
        Connection.Completion told = done;
        batch = null;
        done = null;
        if (close != null) {
            sendClose();
        }
        if (told != null) {
            told.done(failure);
        }
    }

    private void sendClose() {
        ByteBuffer payload = close;
        Runnable written = closed;
        closed = null;
        if (payload != null && written != null && (ended || !control(WebSocketFrameType.CLOSE, payload, written))) {
            written.run();
        }
    }

    private boolean control(WebSocketFrameType type, ByteBuffer payload, Runnable written) {
        try {
            session.enqueue(type, payload, frame -> written.run());
            session.flush();
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // the connection is ending, and says so elsewhere
        }
    }

    private static WebSocketFrameType type(Message message) {
        return message.kind() == Message.Kind.TEXT ? WebSocketFrameType.TEXT : WebSocketFrameType.BINARY;
    }
}
