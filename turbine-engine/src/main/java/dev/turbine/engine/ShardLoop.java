package dev.turbine.engine;

import java.util.concurrent.locks.LockSupport;

/** The thread of one shard: rounds while there is work, sleep while there is none. It neither spins nor waits for more. */
final class ShardLoop implements Runnable {
    private final Shard shard;
    private final Thread thread;
    private boolean stopping; // the shard's own

    /** @param threadName stands in the thread's name and so in the logs */
    ShardLoop(Node node, long seed, String threadName) {
        this.thread = new Thread(this, threadName);
        this.thread.setDaemon(true);
        this.shard = new Shard(node, seed, () -> LockSupport.unpark(thread));
    }

    Shard shard() {
        return shard;
    }

    void start() {
        thread.start();
    }

    /** Ends the thread after it has done what was posted before. */
    void stop() {
        shard.post(() -> stopping = true);
    }

    /** Waits for the thread to end; not longer than {@code millis}. */
    void join(long millis) throws InterruptedException {
        thread.join(Math.max(1, millis));
    }

    @Override
    public void run() {
        do {
            if (!shard.hasWork() && shard.inbox.fallAsleep()) {
                sleep(shard.nextDue());
            }
            shard.round();
        } while (!stopping);
    }

    private void sleep(long due) {
        if (due == Timers.NEVER) {
            LockSupport.park(this);
            return;
        }
        long nanos = due - shard.node.clock.nanos();
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }
}
