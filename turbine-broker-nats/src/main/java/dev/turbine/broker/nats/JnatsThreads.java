package dev.turbine.broker.nats;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that jnats works on, named and daemons: those of its own would keep the JVM alive. */
final class JnatsThreads {
    private static final long MOMENT_MILLIS = 100;

    private final AtomicInteger number = new AtomicInteger();

    /** For its loops, each of which holds a thread, hence without a bound. Those that are idle end soon, and all in the end. */
    final ExecutorService loops =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), factory());

    final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(factory());

    private ThreadFactory factory() {
        return task -> {
            Thread thread = new Thread(task, "turbine-nats-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Makes a call, which may take its time, after a moment; not after {@link #close}. */
    void later(Runnable call) {
        try {
            timers.schedule(() -> loops.execute(call), MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // nobody waits for it any more
        }
    }

    /** What still runs may go on; nothing keeps a thread thereafter. */
    void close() {
        timers.shutdownNow();
    }
}
