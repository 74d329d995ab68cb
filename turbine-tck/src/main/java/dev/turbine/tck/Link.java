package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Both ends of one WebSocket: the client's, and what the transport offers to the engine. */
record Link(SocketClient client, RecordingListener listener) implements AutoCloseable {
    /** Of these a batch of {@link #flood} has 32: more than the buffers of two sockets hold. */
    private static final Message MEBIBYTE = Message.text("x".repeat(1 << 20));

    Connection connection() {
        return listener.connection();
    }

    /** Sends more than the sockets hold: it is in flight until the client reads. */
    CompletableFuture<Throwable> flood() {
        Message[] batch = new Message[32];
        Arrays.fill(batch, MEBIBYTE);
        CompletableFuture<Throwable> done = new CompletableFuture<>();
        Aside.promptly("send", () -> listener.send(batch).thenAccept(done::complete));
        return done;
    }

    /** Reads the frame that comes next, whatever it is. */
    Frame read() {
        Frame frame = client.nextOfAnyKind(System.nanoTime() + Node.patience().toNanos());
        if (frame == null) {
            throw new AssertionError(client.ended() ? "the connection ended" : "no frame came");
        }
        return frame;
    }

    /** Reads past other frames up to a close frame. */
    Disconnect readClose() {
        Frame frame = read();
        while (frame.opcode() != Frame.CLOSE) {
            frame = read();
        }
        return frame.disconnect();
    }

    /** Whether the server ends the connection. */
    boolean ends() {
        return client.endsWithin(Node.patience());
    }

    /** How a batch ended: null if it was written. */
    static @Nullable Throwable outcome(CompletableFuture<Throwable> done) {
        return outcome(done, Node.patience());
    }

    static @Nullable Throwable outcome(CompletableFuture<Throwable> done, Duration patience) {
        try {
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the batch was not completed within " + patience, e);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.kill();
    }
}
