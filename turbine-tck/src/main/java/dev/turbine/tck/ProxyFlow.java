package dev.turbine.tck;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** What a {@link FaultyProxy} does with the bytes at the moment. */
final class ProxyFlow {
    enum Mode {
        NORMAL,
        STALLED,
        SWALLOWING,
        ENDED
    }

    private final Object lock = new Object();
    private Mode mode = Mode.NORMAL; // guarded by lock
    private volatile Duration toServer = Duration.ZERO;
    private volatile Duration toClient = Duration.ZERO;

    void delay(Duration towardsServer, Duration towardsClient) {
        toServer = towardsServer;
        toClient = towardsClient;
    }

    void mode(Mode next) {
        synchronized (lock) {
            if (mode != Mode.ENDED) {
                mode = next;
                lock.notifyAll();
            }
        }
    }

    void end() {
        mode(Mode.ENDED);
    }

    /** Holds a thread for as long as its direction is delayed. */
    void hold(boolean towardsServer) {
        Duration delay = towardsServer ? toServer : toClient;
        long until = System.nanoTime() + delay.toNanos();
        for (long left = delay.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Waits while nothing moves; says whether what was read is passed on. */
    boolean passesOn() {
        return after(EnumSet.of(Mode.STALLED)) == Mode.NORMAL;
    }

    /** Waits until all is normal, or over. */
    void awaitNormal() {
        after(EnumSet.of(Mode.STALLED, Mode.SWALLOWING));
    }

    boolean isNormal() {
        return after(EnumSet.noneOf(Mode.class)) == Mode.NORMAL;
    }

    private Mode after(Set<Mode> modes) {
        synchronized (lock) {
            while (modes.contains(mode)) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts the threads of a proxy", e);
                }
            }
            return mode;
        }
    }
}
