package dev.turbine.transport.jetty;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a connection tells, and notices calls that overlap or come after the end. */
final class RecordingListener implements Connection.Listener {
    final Connection connection;
    final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Message.Kind> kinds = new LinkedBlockingQueue<>();
    final BlockingQueue<Disconnect> ends = new LinkedBlockingQueue<>();
    final BlockingQueue<String> faults = new LinkedBlockingQueue<>();
    final AtomicInteger pongs = new AtomicInteger();
    volatile boolean demanding = true;
    volatile Runnable onMessage = () -> {};
    private final AtomicBoolean inCall = new AtomicBoolean();

    RecordingListener(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void onMessage(byte[] payload, Message.Kind kind) {
        enter("onMessage");
        kinds.add(kind);
        messages.add(payload);
        onMessage.run();
        inCall.set(false);
        if (demanding) {
            connection.demand();
        }
    }

    @Override
    public void onPong() {
        enter("onPong");
        pongs.incrementAndGet();
        inCall.set(false);
    }

    @Override
    public void onClosed(Disconnect disconnect) {
        enter("onClosed");
        ends.add(disconnect);
        inCall.set(false);
    }

    /** Sends one batch; completes with null, or the failure. */
    CompletableFuture<Throwable> send(Message... batch) {
        CompletableFuture<Throwable> done = new CompletableFuture<>();
        connection.send(List.of(batch), failure -> {
            if (!done.complete(failure)) {
                faults.add("completed twice");
            }
        });
        return done;
    }

    String nextText() throws InterruptedException {
        byte[] message = messages.poll(5, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return new String(message, StandardCharsets.UTF_8);
    }

    Disconnect end() throws InterruptedException {
        Disconnect end = ends.poll(5, TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("the end was not told");
        }
        return end;
    }

    private void enter(String call) {
        if (!inCall.compareAndSet(false, true)) {
            faults.add(call + " overlaps another call");
        }
        if (!ends.isEmpty()) {
            faults.add(call + " after onClosed");
        }
    }
}
