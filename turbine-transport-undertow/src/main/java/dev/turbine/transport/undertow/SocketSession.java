package dev.turbine.transport.undertow;

import dev.turbine.api.Disconnect;
import io.undertow.conduits.IdleTimeoutConduit;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.protocol.framed.FrameHeaderData;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.WebSocket13Channel;
import io.undertow.websockets.extensions.NoopExtensionFunction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.ssl.SslConnection;

/**
 * Undertow's side of a connection. Undertow cuts the stream into frames and takes the mask off; what frames are lawful, what
 * they mean, and how a connection ends is decided in {@link FrameRules} and {@link SocketConnection}: Undertow would answer
 * a violation in words of its own and stop reading, so that a peer that is still sending gets a reset instead.
 *
 * <p>All methods but {@code cut} are called by the connection's I/O thread. Frames are sent by {@link Outbox}.
 */
final class SocketSession extends WebSocket13Channel {
    /** Undertow takes each connection out of a set that it shares with others, and that is of no use here. */
    private static final Set<WebSocketChannel> NO_PEERS = ConcurrentHashMap.newKeySet();

    private static final int ALL_BUT_OPCODE = 0xF0;

    private final SocketConnection socket;
    private final FrameRules rules = new FrameRules();
    private boolean inHeader;
    private int first = -1; // byte of a header whose second has not come
    private boolean discarding;
    private boolean more;

    SocketSession(StreamConnection stream, ByteBufferPool buffers, Duration idleTimeout, SocketConnection socket) {
        super(stream, buffers, "/", null, false, false, NoopExtensionFunction.INSTANCE, NO_PEERS, OptionMap.EMPTY);
        this.socket = socket;
        setIdleTimeout(idleTimeout.toMillis());
    }

    /** Where {@link Outbox} writes, past Undertow's own frames. */
    ConduitStreamSinkChannel sink() {
        return getUnderlyingConnection().getSinkChannel();
    }

    /** Whether reading and writing do not have to be done by one thread: XNIO's TLS is not safe for several. */
    boolean isWritableByAll() {
        return !(getUnderlyingConnection() instanceof SslConnection);
    }

    /** Tells the peer that nothing more comes. */
    void endOutput() {
        try {
            sink().shutdownWrites();
            if (!sink().flush()) {
                sink().resumeWrites();
            }
        } catch (IOException e) {
            kill(); // the peer has gone
        }
    }

    /**
     * From now on all that comes is dropped, frames or not, until the peer ends its stream. It has to be read: closing at
     * once would answer it with a reset, and the peer may never see the close frame; and Undertow's listener would run
     * itself for ever, in ever more copies, while there is something unread in its buffer.
     */
    void discard() {
        discarding = true;
        closeSubChannels();
        resumeReceives();
    }

    /** Whether another frame, or a part of it, has come with the one that was received last. */
    boolean hasMore() {
        return more;
    }

    /** Closes the socket, from any thread. */
    void cut() {
        IoUtils.safeClose(getUnderlyingConnection());
    }

    void kill() {
        IoUtils.safeClose(this);
    }

    @Override
    protected @Nullable FrameHeaderData parseFrame(ByteBuffer data) throws IOException {
        more = false;
        if (discarding) {
            data.position(data.limit());
            return null;
        }
        if (!inHeader && !beginHeader(data)) {
            return null; // comes again with more
        }
        FrameHeaderData header = super.parseFrame(data);
        if (header != null) {
            inHeader = false;
            more = data.remaining() > header.getFrameLength();
            if (header.getFrameLength() < 0) {
                throw new FrameRules.Violation(Disconnect.PROTOCOL_ERROR);
            }
        }
        return header;
    }

    /**
     * Checks the first two bytes of a header and leaves them to Undertow, the first one changed. Whatever has arrived must be
     * taken: Undertow would find no room behind a byte that is left at the end of its buffer, and read nothing any more.
     */
    private boolean beginHeader(ByteBuffer data) throws IOException {
        boolean apart = first >= 0; // the two came with different reads
        if (!apart && data.hasRemaining()) {
            first = data.get() & 0xFF;
        }
        if (first < 0 || !data.hasRemaining()) {
            return false;
        }
        int opcode = rules.accept(first, data.get(data.position()));
        socket.onHeader(opcode);
        byte changed = (byte) (first & ALL_BUT_OPCODE | asUndertowMayRead(opcode));
        if (apart) {
            super.parseFrame(ByteBuffer.wrap(new byte[] {changed}));
        } else {
            data.position(data.position() - 1);
            data.put(data.position(), changed);
        }
        first = -1;
        inHeader = true;
        return true;
    }

    /**
     * Undertow would check texts to be UTF-8, byte by byte, which is the engine's question, and refuse close codes that are
     * registered. So it sees no texts and no close frames.
     */
    private static int asUndertowMayRead(int opcode) {
        return switch (opcode) {
            case FrameRules.TEXT -> FrameRules.BINARY;
            case FrameRules.CLOSE -> FrameRules.PONG;
            default -> opcode;
        };
    }

    /** Undertow's own would stop reading. What is thrown comes out of {@code receive} and is dealt with there. */
    @Override
    protected void markReadsBroken(Throwable cause) {
        closeSubChannels();
    }

    /** Undertow's own would send a close frame to a peer that has gone. */
    @Override
    protected void lastDataRead() {
        socket.endSoon();
    }

    /** Undertow's own would send a close frame, and never flush it. */
    @Override
    protected IdleTimeoutConduit createIdleTimeoutChannel(StreamConnection stream) {
        return new IdleTimeoutConduit(stream) {
            @Override
            protected void doClose() {
                socket.endSoon(); // not at once: this may happen within a write
            }
        };
    }
}
