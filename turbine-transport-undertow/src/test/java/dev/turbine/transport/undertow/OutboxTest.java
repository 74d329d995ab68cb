package dev.turbine.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Message;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

final class OutboxTest {
    private final Socket socket = new Socket();
    private final List<Object> told = new ArrayList<>();
    private final Outbox outbox =
            new Outbox(new ConduitStreamSinkChannel(null, socket), () -> told.add("resume"), () -> told.add("broken"));

    @ParameterizedTest
    @CsvSource({"1, 100, 1", "100, 100, 1", "100, 900, 1", "16, 4000, 1", "3, 20000, 1", "3, 100000, 3", "600, 9, 1"})
    void leavesInFewWrites(int messages, int bytes, int writes) {
        Message[] batch = new Message[messages];
        Arrays.fill(batch, Message.text("x".repeat(bytes)));

        outbox.send(Batch.of(batch), failure -> told.add(failure == null ? "done" : failure));

        assertThat(told).containsExactly("done");
        assertThat(socket.writes).isEqualTo(writes);
        assertThat(socket.taken).isEqualTo((long) messages * (bytes + (bytes < 126 ? 2 : bytes < 65_536 ? 4 : 10)));
    }

    @Test
    void waitsForASocketThatIsFullAndGoesOnWhereItStopped() {
        socket.room = 50;
        outbox.send(Batch.of(Message.text("x".repeat(100))), failure -> told.add("done"));
        outbox.ping();
        outbox.close(CloseFrame.payload(Disconnect.NORMAL), () -> told.add("closed"));
        assertThat(told).containsExactly("resume");
        assertThat(socket.taken).isEqualTo(50);

        socket.room = Integer.MAX_VALUE;
        outbox.onWritable();

        assertThat(told).containsExactly("resume", "done", "closed");
        assertThat(socket.taken).isEqualTo(102 + 2 + 4);
    }

    @Test
    void failsOnceWhenTheSocketBreaks() {
        socket.room = 50;
        outbox.send(Batch.of(Message.text("x".repeat(100))), failure -> told.add(failure.getMessage()));
        socket.broken = true;
        outbox.onWritable();
        outbox.end();
        assertThat(told).containsExactly("resume", "broken", "gone");
    }

    /** Takes what there is room for. */
    private static final class Socket extends AbstractStreamSinkConduit<StreamSinkConduit> {
        int room = Integer.MAX_VALUE;
        int writes;
        long taken;
        boolean broken;

        Socket() {
            super((StreamSinkConduit) Proxy.newProxyInstance(
                    Socket.class.getClassLoader(),
                    new Class<?>[] {StreamSinkConduit.class},
                    (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    }));
        }

        @Override
        public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("gone");
            }
            writes++;
            long before = taken;
            for (int i = offset; i < offset + length; i++) {
                int count = Math.min(room, buffers[i].remaining());
                buffers[i].position(buffers[i].position() + count);
                room -= count;
                taken += count;
            }
            return taken - before;
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public void suspendWrites() {}

        @Override
        public void setWriteReadyHandler(WriteReadyHandler handler) {}
    }
}
