package dev.turbine.engine;

import org.jspecify.annotations.Nullable;

/**
 * Something for a shard to do: an entry of its {@link Inbox}, linked in place so that handing it over allocates nothing
 * more. A task may be put again once it has begun to run.
 */
abstract class Task {
    /** The inbox's; nobody else touches it. */
    @Nullable
    Task next;

    /** Runs on the shard. */
    abstract void run();

    /** What a fault in {@link #run} ends, beyond being logged: nothing, unless the task is about one session. */
    void onFault() {}
}
