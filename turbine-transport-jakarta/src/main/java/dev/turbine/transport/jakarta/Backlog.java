package dev.turbine.transport.jakarta;

import dev.turbine.spi.Message;
import dev.turbine.spi.support.ListenerGate;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and are not demanded yet. The standard has no way to stop reading: a few messages are held, at most as
 * many bytes as one may have, and then the container's thread waits, with permits for as many as may. A session of Tomcat's is
 * suspended instead, as soon as nothing is demanded.
 */
final class Backlog {
    private static final int MOST_HELD = 256; // the subscribes of a client that comes back, sent at once, fit
    /** Within which there is room again, unless the client sends faster than it is answered. */
    private static final long GRACE_MILLIS = 100;
    /** For which a thread waits then. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final ListenerGate gate;
    private final int mostBytes;
    private final Semaphore waiting;
    private final @Nullable Tomcat suspendable;
    private @Nullable Queue<Held> held; // null until something is
    private int heldBytes;
    private int demanded;
    private int pongs;
    private boolean delivering;
    private boolean suspended;
    private boolean closed;

    Backlog(Session session, ListenerGate gate, int mostBytes, Semaphore waiting) {
        this.gate = gate;
        this.mostBytes = mostBytes;
        this.waiting = waiting;
        this.suspendable = Tomcat.of(session);
    }

    /** One message more is demanded. */
    void demand() {
        synchronized (this) {
            demanded++;
            resume();
        }
        deliver();
    }

    /** Nothing is delivered from now on, and nobody waits: all that comes is to be read and dropped. */
    synchronized void close() {
        closed = true;
        held = null;
        resume();
        notifyAll();
    }

    /**
     * Delivers a message, or holds it until it is demanded; waits for room.
     *
     * @return false if there is no room, and none comes in time, or no permit to wait for it
     */
    boolean offer(byte[] payload, Message.Kind kind) {
        synchronized (this) {
            if (!closed && !hasRoom(payload.length) && !awaitRoom(payload.length)) {
                return false;
            }
            if (!closed) {
                hold(new Held(payload, kind));
            }
        }
        deliver();
        suspendUnlessDemanded();
        return true;
    }

    /** Tells of a pong, in turn with the messages: the gate takes one caller at a time. */
    void pong() {
        synchronized (this) {
            pongs++;
        }
        deliver();
    }

    /** Called by the container's thread before it reads on. */
    synchronized void suspendUnlessDemanded() {
        if (suspendable != null && !suspended && !closed && demanded == 0) {
            suspended = true;
            suspendable.suspend();
        }
    }

    /** One event after another, by whoever finds one whose turn it is. */
    private void deliver() {
        for (Runnable event = begin(); event != null; event = begin()) {
            try {
                event.run();
            } finally {
                synchronized (this) {
                    delivering = false;
                }
            }
        }
    }

    private synchronized @Nullable Runnable begin() {
        if (delivering || closed) {
            return null;
        }
        if (pongs > 0) {
            pongs--;
            delivering = true;
            return gate::pong;
        }
        Held next = demanded == 0 || held == null ? null : held.poll();
        if (next == null) {
            return null;
        }
        delivering = true;
        demanded--;
        heldBytes -= next.payload.length;
        notifyAll();
        return () -> gate.message(next.payload, next.kind);
    }

    private void hold(Held message) {
        if (held == null) {
            held = new ArrayDeque<>(4);
        }
        held.add(message);
        heldBytes += message.payload.length;
    }

    private boolean hasRoom(int bytes) {
        return held == null || held.isEmpty() || held.size() < MOST_HELD && bytes <= mostBytes - heldBytes;
    }

    private boolean awaitRoom(int bytes) {
        try {
            if (awaitRoom(bytes, GRACE_MILLIS)) {
                return true;
            }
            if (!waiting.tryAcquire()) {
                return false;
            }
            try {
                return awaitRoom(bytes, PATIENCE_MILLIS);
            } finally {
                waiting.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(); // the container stops, and its sessions end
            return true;
        }
    }

    private boolean awaitRoom(int bytes, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0 && !closed && !hasRoom(bytes); ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return closed || hasRoom(bytes);
    }

    private void resume() {
        if (suspended && suspendable != null) {
            suspended = false;
            suspendable.resume();
        }
    }

    private record Held(byte[] payload, Message.Kind kind) {}
}
