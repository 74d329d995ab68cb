package dev.turbine.broker.nats;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets calls through until it is shut; to shut it waits for those within. */
final class Gate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean shut;

    /** Runs a call, unless shut. Calls do not wait for each other. */
    void pass(Runnable call) {
        // Without a wait: one that waits to shut the gate must hold up nobody that those within wait for.
        if (!lock.readLock().tryLock()) {
            return;
        }
        try {
            if (!shut) {
                call.run();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Lets no other call in, and waits for those within, not longer than {@code millis}: a call may never end. From within a
     * call it does not wait.
     */
    void shut(long millis) throws InterruptedException {
        shut = true;
        if (lock.getReadHoldCount() == 0 && lock.writeLock().tryLock(millis, TimeUnit.MILLISECONDS)) {
            lock.writeLock().unlock();
        }
    }
}
