package dev.turbine.tck;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after another on threads that it shares with others. */
final class Strand implements Executor {
    private final Executor threads;
    private final Object lock = new Object();
    private final Queue<Runnable> tasks = new ArrayDeque<>(); // guarded by lock
    private boolean running; // guarded by lock

    Strand(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::runAll);
    }

    private void runAll() {
        for (Runnable task = take(); task != null; task = take()) {
            task.run();
        }
    }

    private @Nullable Runnable take() {
        synchronized (lock) {
            Runnable task = tasks.poll();
            running = task != null;
            return task;
        }
    }
}
