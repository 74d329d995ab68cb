package dev.turbine.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands items to code of the host's, one at a time and in order, on the callback executor: a shard offers and goes on.
 * Bounded by number and bytes; thread-safe.
 */
final class Lane<T> {
    private record Item<T>(T value, long bytes) {}

    /** Items handed over before other lanes have their turn. */
    private static final int TURN = 64;

    private final Object lock = new Object();
    private final Queue<Item<T>> waiting = new ArrayDeque<>(); // guarded by lock
    private long waitingBytes; // guarded by lock
    private boolean running; // guarded by lock
    private final int maxItems;
    private final long maxBytes;
    private final Executor executor;
    private final Consumer<T> receiver;

    /** @param receiver must not throw */
    Lane(int maxItems, long maxBytes, Executor executor, Consumer<T> receiver) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
        this.executor = executor;
        this.receiver = receiver;
    }

    /** Never blocks for longer than another offer takes. False if the item was dropped because the lane is full. */
    boolean offer(T value, long bytes) {
        synchronized (lock) {
            if (waiting.size() >= maxItems || waitingBytes + bytes > maxBytes) {
                return false;
            }
            waiting.add(new Item<>(value, bytes));
            waitingBytes += bytes;
            if (running) {
                return true;
            }
            running = true;
        }
        executor.execute(this::drain);
        return true;
    }

    /** The receiver may block: the pool brings up another thread where this one is needed. */
    private void drain() {
        try {
            ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {
                @Override
                public boolean block() {
                    receiveAll();
                    return true;
                }

                @Override
                public boolean isReleasable() {
                    return false;
                }
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveAll() {
        for (int i = 0; i < TURN; i++) {
            Item<T> item = next();
            if (item == null) {
                return;
            }
            receiver.accept(item.value);
        }
        executor.execute(this::drain); // behind others that wait for a thread
    }

    private @Nullable Item<T> next() {
        synchronized (lock) {
            Item<T> item = waiting.poll();
            if (item == null) {
                running = false;
            } else {
                waitingBytes -= item.bytes;
            }
            return item;
        }
    }
}
