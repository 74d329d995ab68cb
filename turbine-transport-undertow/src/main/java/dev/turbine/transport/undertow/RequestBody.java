package dev.turbine.transport.undertow;

import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/** What a request has behind its head. Used by the connection's I/O thread alone. */
final class RequestBody {
    private static final int AT_ONCE = 64 * 1024;
    private static final int MOST = 4 * 1024 * 1024;
    private static final long DRAIN_MILLIS = 2_000;

    private final HttpServerExchange exchange;
    private final @Nullable ChunkDecoder chunks; // null if the body is not sent in chunks
    private @Nullable StreamSourceChannel channel; // Undertow gives it out once
    private long discarded;
    private boolean drained;
    private XnioExecutor.@Nullable Key timeout;

    RequestBody(HttpServerExchange exchange) {
        this.exchange = exchange;
        boolean chunked = exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING);
        this.chunks = chunked && exchange.getConnection() instanceof HttpServerConnection ? new ChunkDecoder() : null;
    }

    StreamSourceChannel channel() {
        StreamSourceChannel known = channel;
        if (known == null) {
            known = exchange.getRequestChannel();
            channel = known;
        }
        return known;
    }

    /** Bytes of the body, into an empty buffer; −1 behind the last. */
    int read(ByteBuffer buffer) throws IOException {
        StreamSourceChannel reading = channel();
        return chunks == null ? reading.read(buffer) : readChunks(chunks, buffer);
    }

    /** Past Undertow's own decoder, which stays in place to say when there is something to read. */
    private int readChunks(ChunkDecoder decoder, ByteBuffer buffer) throws IOException {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        StreamSourceConduit raw = raw();
        @Nullable PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        ByteBuffer bytes = pooled.getBuffer();
        try {
            int count = decoder.ended() ? -1 : 0;
            while (count == 0) {
                // Never more than fits behind what is taken: chunks only get smaller by being decoded.
                bytes.clear().limit(Math.min(bytes.capacity(), buffer.remaining()));
                int read = raw.read(bytes);
                if (read < 0) {
                    throw new EOFException("the connection ended within a body");
                }
                if (read == 0) {
                    return 0;
                }
                count = decode(decoder, bytes.flip(), buffer);
                if (decoder.ended()) {
                    if (bytes.hasRemaining()) { // the next request
                        connection.ungetRequestBytes(pooled);
                        pooled = null;
                    }
                    Connectors.terminateRequest(exchange);
                    return count == 0 ? -1 : count;
                }
            }
            return count;
        } finally {
            if (pooled != null) {
                pooled.close();
            }
        }
    }

    private StreamSourceConduit raw() {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        return new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection);
    }

    private static int decode(ChunkDecoder decoder, ByteBuffer bytes, ByteBuffer content) throws IOException {
        int before = content.position();
        for (int count = decoder.next(bytes); count > 0; count = decoder.next(bytes)) {
            content.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
        }
        return content.position() - before;
    }

    /** Discards what has arrived already; whether that was all, so that the connection can be used again. */
    boolean discardAvailable() {
        try {
            return chunks == null ? discard(AT_ONCE) < 0 : chunks.ended();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Lets a client finish sending what nobody wants, for a while; then runs a task. Closing at once would answer it with
     * a reset, and a client that gets one while it sends may never see the reply.
     */
    void drain(Runnable then) {
        timeout = exchange.getIoThread().executeAfter(() -> end(then), DRAIN_MILLIS, TimeUnit.MILLISECONDS);
        channel().getReadSetter().set(source -> drainMore(then));
        channel().resumeReads();
        drainMore(then);
    }

    private void drainMore(Runnable then) {
        try {
            int read = discard(MOST);
            if (read < 0) {
                end(then);
            } else if (discarded >= MOST) {
                channel().suspendReads(); // the client waits for the end of the time, with what it sends unread
            }
        } catch (IOException | RuntimeException e) {
            end(then);
        }
    }

    private void end(Runnable then) {
        if (!drained) {
            drained = true;
            XnioExecutor.Key running = timeout;
            if (running != null) {
                running.remove();
            }
            if (chunks != null) { // or Undertow would look for chunks in what is left
                Connectors.terminateRequest(exchange);
            }
            then.run();
        }
    }

    /** What the last reading returned: −1 at the end, 0 if there is nothing yet. */
    private int discard(int most) throws IOException {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int read = 1;
            while (read > 0 && discarded < most) {
                read = chunks == null ? channel().read(buffer.clear()) : raw().read(buffer.clear());
                discarded += Math.max(0, read);
            }
            return read;
        }
    }
}
