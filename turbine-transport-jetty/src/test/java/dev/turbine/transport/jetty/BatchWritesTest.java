package dev.turbine.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import dev.turbine.tck.RecordingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts the calls of {@code EndPoint.flush}, each of which is one gathering write on a socket's endpoint. */
final class BatchWritesTest {
    private final AtomicInteger writes = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 100", "100, 100", "100, 900", "16, 4000", "3, 20000", "2, 70000"})
    void leavesInOneWrite(int messages, int bytes) throws Exception {
        Connection connection = open();
        writes.set(0);
        Message[] batch = new Message[messages];
        Arrays.fill(batch, Message.text("x".repeat(bytes)));
        AtomicReference<Object> outcome = new AtomicReference<>("pending");

        connection.send(Batch.of(batch), outcome::set);

        assertThat(outcome).hasNullValue();
        assertThat(writes).hasValue(1);
    }

    private Connection open() throws Exception {
        ArrayByteBufferPool buffers = new ArrayByteBufferPool();
        ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("test", true);
        scheduler.start();
        WebSocketComponents components = new WebSocketComponents(null, null, buffers, null, null, Runnable::run);
        ByteArrayEndPoint endPoint = new ByteArrayEndPoint(scheduler, 0) {
            @Override
            public boolean flush(ByteBuffer... output) throws IOException {
                writes.incrementAndGet();
                return super.flush(output);
            }
        };
        TransportLimits limits = new TransportLimits(1024, 16, Duration.ZERO);
        AtomicReference<Connection> opened = new AtomicReference<>();
        SocketConnection socket = new SocketConnection(limits, "test:1", connection -> {
            opened.set(connection);
            return new RecordingListener(connection);
        });
        ExtensionStack extensions = new ExtensionStack(components, Behavior.SERVER);
        extensions.negotiate(List.of(), List.of());
        SocketSession session = new SocketSession(socket, Negotiated.from(extensions), components, limits, scheduler);
        WebSocketConnection connection = new WebSocketConnection(endPoint, Runnable::run, scheduler, buffers, session);
        session.setWebSocketConnection(connection);
        connection.onOpen();
        return opened.get();
    }
}
