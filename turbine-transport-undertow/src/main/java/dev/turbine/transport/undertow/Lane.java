package dev.turbine.transport.undertow;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * The way of other threads to an I/O thread. XNIO's own is emptied before anything is read again, so that under load, with
 * more to send after each write, nobody would be read any more. Thread-safe; keeps the order. A task that is taken is run
 * once, at the latest when the lane is closed.
 */
final class Lane implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

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

    /** @throws RejectedExecutionException if the thread is ending: the task is not run */
    void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("the server has stopped");
        }
        tasks.add(task);
        if (closed) {
            runAll(); // nobody else would
        } else if (scheduled.compareAndSet(false, true)) {
            schedule(task);
        }
    }

    private void schedule(Runnable task) {
        try {
            thread.execute(this);
        } catch (RejectedExecutionException e) {
            scheduled.set(false);
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

    /** Closes this if its server is stopping. A thread that ends forgets what it was to do later, this among it. */
    void closeIfStopping() {
        if (thread.getWorker().isShutdown()) {
            close();
        }
    }

    /** Runs what is left, in the caller's thread. */
    void close() {
        if (!closed) { // or a task closes it that is run by this
            closed = true;
            runAll();
        }
    }

    @Override
    public void run() {
        if (System.nanoTime() - lastRun < TimeUnit.MILLISECONDS.toNanos(YIELD_MILLIS)) {
            later(); // the thread has not had time to look at its sockets since
        } else {
            runSome();
        }
    }

    private void runSome() {
        int count = 0;
        do {
            while (count < AT_ONCE && runNext()) {
                count++;
            }
            lastRun = System.nanoTime();
            if (count == AT_ONCE) {
                later();
                return;
            }
            scheduled.set(false);
        } while (!tasks.isEmpty() && scheduled.compareAndSet(false, true));
    }

    private void later() {
        try {
            executeAfter(this::runSome, YIELD_MILLIS);
        } catch (RejectedExecutionException e) {
            close(); // the thread is ending
        }
    }

    private void runAll() {
        while (runNext()) {}
    }

    /** A fault ends no more than its task: the others are for other connections. */
    private boolean runNext() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        try {
            task.run();
        } catch (Throwable e) {
            log.error("a task of a connection failed", e);
        }
        return true;
    }
}
