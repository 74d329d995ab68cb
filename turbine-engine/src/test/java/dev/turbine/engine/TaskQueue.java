package dev.turbine.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/** An executor whose tasks run when the test says so, in any order it likes. */
final class TaskQueue implements Executor {
    private final List<Runnable> tasks = new ArrayList<>();
    private final int capacity;

    TaskQueue(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public void execute(Runnable task) {
        if (tasks.size() >= capacity) {
            throw new RejectedExecutionException("full");
        }
        tasks.add(task);
    }

    /** Runs one task, any of those that wait. False if there is none. */
    boolean runAny(RandomGenerator random) {
        if (tasks.isEmpty()) {
            return false;
        }
        tasks.remove(random.nextInt(tasks.size())).run();
        return true;
    }
}
