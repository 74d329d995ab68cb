package dev.turbine.transport.jakarta;

import jakarta.websocket.Session;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How many messages may be handed over. Without any, a session of Tomcat's is suspended; elsewhere, where nothing of that kind
 * exists, the container's thread waits, and there are permits for as many as may.
 */
final class Demand {
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

    /** One message was handed over. */
    synchronized void use() {
        messages--;
    }

    /**
     * Called by the container's thread before it reads on: suspends, or waits for, a demand.
     *
     * @return false if there is no permit to wait
     */
    synchronized boolean await() {
        if (isThere()) {
            return true;
        }
        if (suspendable != null) {
            suspended = true;
            suspendable.suspend();
            return true;
        }
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            while (!isThere()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the container stops, and its sessions end
        } finally {
            waiting.release();
        }
        return true;
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
