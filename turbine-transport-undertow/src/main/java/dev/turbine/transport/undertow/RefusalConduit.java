package dev.turbine.transport.undertow;

import dev.turbine.spi.HttpReply;
import dev.turbine.spi.support.ErrorReply;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.DateUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Stands between Undertow and a socket. What Undertow writes while no request has come through to the {@link Gateway} is a
 * refusal of its own: always 400, without a body, and the connection is closed at once, so that a client that is still
 * sending may get a reset instead. Such a reply is left out and an {@link ErrorReply} sent in its place, and the rest of
 * what the client sends is read for a while.
 *
 * <p>Which of its rules Undertow saw broken it does not tell: a head or a target that is too long is answered with 400, too.
 */
final class RefusalConduit extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private static final long DRAIN_MILLIS = 2_000;
    private static final int MOST = 4 * 1024 * 1024;
    private static final int DRAIN_BYTES = 16 * 1024;

    private final StreamConnection connection;
    private boolean heard; // a request has come through and is not over
    private boolean refused;
    private long drained;
    private XnioExecutor.@Nullable Key timeout;

    private RefusalConduit(StreamConnection connection) {
        super(connection.getSinkChannel().getConduit());
        this.connection = connection;
    }

    /** To be called before Undertow sees the connection. */
    static void putBefore(StreamConnection connection) {
        connection.getSinkChannel().setConduit(new RefusalConduit(connection));
    }

    /** A request has come through. */
    static void hear(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection http
                && http.getOriginalSinkConduit() instanceof RefusalConduit conduit) {
            conduit.heard = true;
            exchange.addExchangeCompleteListener((over, next) -> {
                conduit.heard = over.isUpgrade(); // then there are no more requests
                next.proceed();
            });
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return heard ? next.write(bytes) : refuse();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return heard ? next.write(bytes, offset, length) : refuse();
    }

    @Override
    public int writeFinal(ByteBuffer bytes) throws IOException {
        return heard ? next.writeFinal(bytes) : refuse();
    }

    @Override
    public long writeFinal(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return heard ? next.writeFinal(bytes, offset, length) : refuse();
    }

    @Override
    public boolean flush() throws IOException {
        return !refused && next.flush();
    }

    /** Undertow would go on trying. */
    @Override
    public void resumeWrites() {
        if (!refused) {
            next.resumeWrites();
        }
    }

    /** None of Undertow's bytes are taken. */
    private int refuse() throws IOException {
        if (!refused) {
            refused = true;
            ByteBuffer reply = ByteBuffer.wrap(refusal(ErrorReply.of(400)));
            while (reply.hasRemaining() && next.write(reply) > 0) {}
            next.terminateWrites();
            next.flush();
            ConduitStreamSourceChannel source = connection.getSourceChannel();
            source.setReadListener(this::drain);
            source.resumeReads();
            try {
                timeout = getWriteThread().executeAfter(this::end, DRAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                end(); // the server is stopping
            }
        }
        return 0;
    }

    private void drain(ConduitStreamSourceChannel source) {
        ByteBuffer unread = ByteBuffer.allocate(DRAIN_BYTES);
        try {
            int count = source.read(unread);
            drained += Math.max(0, count);
            if (count < 0) {
                end();
            } else if (drained > MOST) {
                source.suspendReads(); // the client waits for the end of the time, with what it sends unread
            }
        } catch (IOException e) {
            end(); // the client has gone
        }
    }

    private void end() {
        XnioExecutor.Key running = timeout;
        if (running != null) {
            running.remove();
        }
        IoUtils.safeClose(connection);
    }

    private static byte[] refusal(HttpReply.Full reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: " + reply.contentType()
                + "\r\nContent-Length: " + reply.body().length + "\r\nDate: " + DateUtils.toDateString(new Date())
                + "\r\n\r\n";
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(reply.body());
        return bytes.toByteArray();
    }
}
