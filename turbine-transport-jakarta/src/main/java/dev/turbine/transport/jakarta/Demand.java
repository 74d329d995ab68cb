package dev.turbine.transport.jakarta;

import jakarta.websocket.Session;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How many messages may be handed over. Without any, a session of Tomcat's is suspended; elsewhere, where nothing of that kind
 * exists, the container's thread waits, and there are permits for as many as may.
 */
final class Demand {
    /** Within which a demand comes unless the client sends faster than it is answered. */
    private static final long GRACE_MILLIS = 100;

    private final @Nullable Tomcat suspendable;
    private final Semaphore waiting;
    private int messages;
    private boolean endless;
    private boolean suspended;

    Demand(Session session, Semaphore waiting) {
        this.suspendable = Tomcat.of(session);
        this.waiting = waiting;
    }

    /** One message more. */
    synchronized void add() {
        messages++;
        proceed();
    }

    /** As many as come, from now on. */
    synchronized void lift() {
        endless = true;
        proceed();
    }

    /**
     * Called by the container's thread with a message that is whole: waits for a demand, and uses it.
     *
     * @return false if there is none and no permit to wait for one, or the connection has been closed meanwhile
     */
    synchronized boolean take() {
        try {
            if (!isThere()) {
                wait(GRACE_MILLIS);
            }
            if (!isThere() && !waitWithPermit()) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the container stops, and its sessions end
            return false;
        }
        messages--;
        return !endless;
    }

    /** Called by the container's thread before it reads on. */
    synchronized void suspendUnlessDemanded() {
        if (suspendable != null && !suspended && !isThere()) {
            suspended = true;
            suspendable.suspend();
        }
    }

    private boolean waitWithPermit() throws InterruptedException {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            while (!isThere()) {
                wait();
            }
            return true;
        } finally {
            waiting.release();
        }
    }

    private boolean isThere() {
        return endless || messages > 0;
    }

    private void proceed() {
        if (suspended && suspendable != null) {
            suspended = false;
            suspendable.resume();
        }
        notifyAll();
    }
}
