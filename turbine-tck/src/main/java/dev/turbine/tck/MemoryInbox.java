package dev.turbine.tck;

import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What has come for a listener, which is called in that order by a thread of its own. After an overflow nothing is taken in
 * until all that came before has been handed on; then there is a gap.
 */
final class MemoryInbox {
    private static final int MOST_ARRIVALS = 4096;
    private static final int MOST_BYTES = 32 << 20;

    private final Object lock; // the network's; that of all fields, and held by whoever calls a method but close
    private final Broker.Listener listener;
    private final Queue<Arrival> arrivals = new ArrayDeque<>();
    private final Thread thread = new Thread(this::handOn, "memory-broker");
    private PublicationLog.@Nullable Listener history;
    private boolean overflowing;
    private boolean closed;
    private int bytes;
    private long received;
    private long overflow;
    private long gaps;

    MemoryInbox(Object lock, Broker.Listener listener) {
        this.lock = lock;
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    void publication(String channel, byte[] payload) {
        if (isFull(payload)) {
            overflow++;
            overflowing = true;
        } else {
            add(new Arrival(Kind.PUBLICATION, payload.length, () -> listener.onPublication(channel, payload)));
        }
    }

    /** Who is to hear of the log. */
    void history(PublicationLog.Listener listener) {
        history = listener;
    }

    void entry(String channel, PublicationLog.Entry entry) {
        PublicationLog.Listener to = history;
        if (to == null) {
            return;
        }
        if (isFull(entry.payload())) {
            overflow++;
            overflowing = true;
        } else {
            add(new Arrival(Kind.ENTRY, entry.payload().length, () -> to.onAppended(channel, copy(entry))));
        }
    }

    private static PublicationLog.Entry copy(PublicationLog.Entry entry) {
        return new PublicationLog.Entry(
                entry.offset(), entry.previous(), entry.payload().clone());
    }

    void broadcast(byte[] payload) {
        if (!isFull(payload)) {
            add(new Arrival(Kind.BROADCAST, payload.length, () -> listener.onBroadcast(payload)));
        }
    }

    void gap() {
        add(tellGap());
    }

    private Arrival tellGap() {
        PublicationLog.Listener also = history;
        return new Arrival(Kind.GAP, 0, () -> {
            listener.onGap();
            if (also != null) {
                also.onGap();
            }
        });
    }

    long received() {
        return received;
    }

    long overflow() {
        return overflow;
    }

    long gaps() {
        return gaps;
    }

    /** Not under the lock: waits for a call that goes on, unless that is where it comes from. */
    void close() {
        synchronized (lock) {
            closed = true;
            arrivals.clear();
            lock.notifyAll();
        }
        if (Thread.currentThread() != thread) {
            try {
                TimeUnit.MILLISECONDS.timedJoin(thread, 300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isFull(byte[] payload) {
        return overflowing || arrivals.size() >= MOST_ARRIVALS || bytes + payload.length > MOST_BYTES;
    }

    private void add(Arrival arrival) {
        arrivals.add(arrival);
        bytes += arrival.bytes();
        lock.notifyAll();
    }

    private void handOn() {
        for (Arrival next = next(); next != null; next = next()) {
            try {
                next.call().run();
            } catch (RuntimeException fault) {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
            }
        }
    }

    private @Nullable Arrival next() {
        synchronized (lock) {
            while (!closed) {
                Arrival next = arrivals.poll();
                if (next == null && overflowing) {
                    overflowing = false;
                    next = tellGap();
                }
                if (next != null) {
                    bytes -= next.bytes();
                    received += next.kind() == Kind.PUBLICATION ? 1 : 0;
                    gaps += next.kind() == Kind.GAP ? 1 : 0;
                    return next;
                }
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    return null; // nobody but a listener's own code interrupts it
                }
            }
            return null;
        }
    }

    private enum Kind {
        PUBLICATION,
        ENTRY,
        BROADCAST,
        GAP
    }

    private record Arrival(Kind kind, int bytes, Runnable call) {}
}
