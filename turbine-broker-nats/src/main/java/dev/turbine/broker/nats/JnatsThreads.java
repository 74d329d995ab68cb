package dev.turbine.broker.nats;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that jnats reads, writes and delivers on, named and daemons: by itself it would keep the JVM alive. */
final class JnatsThreads {
    private JnatsThreads() {}

    /** As many as jnats asks for, since each of its loops holds one. Those that are idle end soon, all of them in the end. */
    static ExecutorService make() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "turbine-nats-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }
}
