package dev.turbine.transport.undertow;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.ByteCollector;
import dev.turbine.spi.support.PartialMessage;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;

/**
 * Reads frames as they arrive and puts messages together. Undertow's own reading keeps no limit for a message that does not
 * arrive at once (UNDERTOW-2770). Used by the connection's I/O thread alone.
 */
final class Inbox implements ChannelListener<WebSocketChannel> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int AT_ONCE = 64; // frames; then it is the other connections' turn
    private static final int LONGEST_CONTROL = 125;

    private final SocketSession session;
    private final SocketConnection socket;
    private final TransportLimits limits;
    private @Nullable StreamSourceFrameChannel data; // all frames of a message are one channel of Undertow's
    private @Nullable StreamSourceFrameChannel control; // may come between them
    private @Nullable PartialMessage message;
    private @Nullable ByteCollector controlBytes;
    private int controlOpcode;

    Inbox(SocketSession session, SocketConnection socket, TransportLimits limits) {
        this.session = session;
        this.socket = socket;
        this.limits = limits;
    }

    void onHeader(int opcode) throws FrameRules.Violation {
        if (opcode >= FrameRules.CLOSE) {
            controlOpcode = opcode;
            return;
        }
        if (opcode != FrameRules.CONTINUATION) {
            Message.Kind kind = opcode == FrameRules.TEXT ? Message.Kind.TEXT : Message.Kind.BINARY;
            message = new PartialMessage(kind, limits);
        }
        add(NOTHING, true);
    }

    @Override
    public void handleEvent(WebSocketChannel channel) {
        try {
            int frames = 0;
            do { // by itself Undertow would go through its selector for each frame
                StreamSourceFrameChannel next = session.receive();
                if (next != null) {
                    begin(next);
                }
                read();
            } while (session.hasMore() && session.isReceivesResumed() && ++frames < AT_ONCE);
        } catch (FrameRules.Violation e) {
            drop();
            socket.onViolation(e.disconnect());
        } catch (IOException | RuntimeException e) {
            socket.kill(); // the peer has gone
        }
    }

    private void begin(StreamSourceFrameChannel next) {
        switch (next.getType()) {
            case PING, PONG -> {
                control = next;
                controlBytes = new ByteCollector(LONGEST_CONTROL, LONGEST_CONTROL);
            }
            default -> data = next;
        }
    }

    private void read() throws IOException {
        if (control == null && data == null) {
            return;
        }
        try (PooledByteBuffer pooled = session.getBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            StreamSourceFrameChannel reading = control;
            ByteCollector bytes = controlBytes;
            if (reading != null && bytes != null && readControl(reading, bytes, buffer)) {
                control = null;
                controlBytes = null;
                onControl(bytes.take());
            }
            reading = data;
            if (reading != null && readData(reading, buffer)) {
                data = null;
                onMessage();
            }
        }
    }

    /** Nothing more is told: what has arrived of a frame is given back to Undertow. */
    private void drop() {
        IoUtils.safeClose(data, control);
        data = null;
        control = null;
        message = null;
    }

    private static boolean readControl(StreamSourceFrameChannel frame, ByteCollector bytes, ByteBuffer buffer)
            throws IOException {
        int count = frame.read(buffer.clear());
        while (count > 0) {
            bytes.add(buffer.flip());
            count = frame.read(buffer.clear());
        }
        return count < 0;
    }

    private boolean readData(StreamSourceFrameChannel frame, ByteBuffer buffer) throws IOException {
        int count = frame.read(buffer.clear());
        while (count > 0) {
            add(buffer.flip(), false);
            count = frame.read(buffer.clear());
        }
        return count < 0;
    }

    private void add(ByteBuffer payload, boolean newFrame) throws FrameRules.Violation {
        PartialMessage partial = message;
        if (partial != null && !partial.add(payload, newFrame)) {
            message = null;
            throw new FrameRules.Violation(Disconnect.TOO_BIG);
        }
    }

    private void onControl(byte[] payload) throws FrameRules.Violation {
        switch (controlOpcode) {
            case FrameRules.PING -> socket.onPing(payload);
            case FrameRules.PONG -> socket.onPong();
            default -> {
                Disconnect disconnect = CloseFrame.read(payload);
                drop();
                socket.onClose(disconnect);
            }
        }
    }

    private void onMessage() {
        PartialMessage whole = message;
        message = null;
        if (whole != null) {
            socket.onMessage(whole.take(), whole.kind());
        }
    }
}
