package dev.turbine;

import static org.awaitility.Awaitility.await;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection that writes at once, or not at all while it is stalled; it answers a close frame at once. */
final class FakeConnection implements Connection {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CompletableFuture<Listener> listener = new CompletableFuture<>();
    private final CompletableFuture<Disconnect> closed = new CompletableFuture<>();
    private final Semaphore demands = new Semaphore(0);
    private final AtomicInteger commands = new AtomicInteger(1);
    private final Object lock = new Object();
    private final List<String> frames = new ArrayList<>(); // guarded by lock
    private boolean stalled; // guarded by lock
    private List<Message> waiting = List.of(); // guarded by lock
    private @Nullable Completion completion; // guarded by lock

    /** The connection has been opened. What ended it before is told now. */
    void attach(Listener attached) {
        listener.complete(attached);
    }

    /** Sends a command, once it is asked for. */
    void command(String json) {
        try {
            if (!demands.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not asked for a command");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        listener.join().onMessage(json.getBytes(StandardCharsets.UTF_8), Message.Kind.TEXT);
    }

    void subscribe(String channel) {
        int id = commands.incrementAndGet();
        command("{\"id\":" + id + ",\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\"}}");
        awaitFrame("{\"id\":" + id + ",\"result\":{\"subscribed\":true}}");
    }

    /** Subscribes to a channel with history; returns the reply's result. */
    String follow(String channel, String recover) {
        int id = commands.incrementAndGet();
        command("{\"id\":" + id + ",\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\""
                + (recover.isEmpty() ? "" : ",\"recover\":" + recover) + "}}");
        String start = "{\"id\":" + id + ",\"result\":";
        await().atMost(PATIENCE).until(() -> frames().stream().anyMatch(frame -> frame.startsWith(start)));
        return frames().stream()
                .filter(frame -> frame.startsWith(start))
                .map(frame -> frame.substring(start.length(), frame.length() - 1))
                .findFirst()
                .orElseThrow();
    }

    /** The frames written so far. */
    List<String> frames() {
        synchronized (lock) {
            return List.copyOf(frames);
        }
    }

    void awaitFrame(String frame) {
        await().atMost(PATIENCE).until(() -> frames().contains(frame));
    }

    /** The data of the publications written so far. */
    List<String> data() {
        return frames().stream()
                .filter(frame -> frame.startsWith("{\"method\":\"publication\""))
                .map(frame -> frame.substring(frame.indexOf("\"data\":") + 7, frame.length() - 2))
                .toList();
    }

    /** Writes no more until {@link #resume}. */
    void stall() {
        synchronized (lock) {
            stalled = true;
        }
    }

    void resume() {
        Completion done;
        synchronized (lock) {
            stalled = false;
            done = write(waiting, completion);
        }
        if (done != null) {
            done.done(null);
        }
    }

    private @Nullable Completion write(List<Message> batch, @Nullable Completion done) {
        batch.forEach(message -> frames.add(message.text()));
        waiting = List.of();
        completion = null;
        return done;
    }

    @Override
    public void send(Batch batch, Completion done) {
        synchronized (lock) {
            if (completion != null) {
                throw new IllegalStateException("a second batch in flight");
            }
            if (stalled) {
                waiting = batch;
                completion = done;
                return;
            }
            write(batch, null);
        }
        done.done(null);
    }

    @Override
    public void ping() {}

    @Override
    public void demand() {
        demands.release();
    }

    @Override
    public void close(Disconnect disconnect) {
        end(disconnect);
    }

    @Override
    public void abort() {
        end(Disconnect.ABNORMAL);
    }

    private void end(Disconnect disconnect) {
        if (closed.complete(disconnect)) {
            listener.thenAccept(l -> l.onClosed(disconnect));
        }
    }

    /** The peer goes. */
    void leave() {
        end(Disconnect.NORMAL);
    }

    /** How it ended: the close frame sent, or {@link Disconnect#ABNORMAL} without one. */
    Disconnect awaitClosed() {
        await().atMost(PATIENCE).until(closed::isDone);
        return closed.join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1:1";
    }
}
