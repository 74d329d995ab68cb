package dev.turbine.transport.undertow;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.XnioIoThread;

/**
 * The way of other threads to an I/O thread. XNIO's own is emptied before anything is read again, so that under load, with
 * more to send after each write, nobody would be read any more. Thread-safe; keeps the order.
 */
final class Lane implements Runnable {
    private static final int AT_ONCE = 256; // tasks; then sockets are looked at
    private static final long YIELD_MILLIS = 1; // with less XNIO would not look at them

    private final XnioIoThread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;
    private long lastRun = System.nanoTime();

    Lane(XnioIoThread thread) {
        this.thread = thread;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** @throws RejectedExecutionException if the thread has ended */
    void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("the server has stopped");
        }
        tasks.add(task);
        if (closed) {
            drain(); // nobody else would
        } else if (scheduled.compareAndSet(false, true)) {
            schedule(task);
        }
    }

    private void schedule(Runnable task) {
        try {
            thread.execute(this);
        } catch (RejectedExecutionException e) {
            if (tasks.remove(task)) { // or it was run meanwhile
                throw e;
            }
        }
    }

    /**
     * To be called by the thread alone: what another asks XNIO to do later may wait until something else wakes the thread,
     * if that is about to look at its sockets.
     *
     * @throws RejectedExecutionException if the thread is ending
     */
    void executeAfter(Runnable task, long millis) {
        thread.executeAfter(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Does what is left, once the thread has ended. */
    void close() {
        closed = true;
        drain();
    }

    private void drain() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public void run() {
        if (System.nanoTime() - lastRun < TimeUnit.MILLISECONDS.toNanos(YIELD_MILLIS)) {
            later(); // the thread has not had time to look at its sockets since
        } else {
            runNow();
        }
    }

    private void runNow() {
        boolean faulty = true;
        try {
            runSome();
            faulty = false;
        } finally {
            lastRun = System.nanoTime();
            if (faulty) {
                later(); // XNIO tells of the fault, and the other connections go on
            }
        }
    }

    private void runSome() {
        for (int i = 0; i < AT_ONCE; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                scheduled.set(false);
                if (!tasks.isEmpty() && scheduled.compareAndSet(false, true)) {
                    continue;
                }
                return;
            }
            task.run();
        }
        later();
    }

    private void later() {
        try {
            executeAfter(this::runNow, YIELD_MILLIS);
        } catch (RejectedExecutionException e) {
            // The thread is ending: close() does the rest.
        }
    }
}
