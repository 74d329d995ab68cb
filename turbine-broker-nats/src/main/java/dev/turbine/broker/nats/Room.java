package dev.turbine.broker.nats;

import java.util.concurrent.Semaphore;

/** Bounds what is on its way out and not confirmed, by number and bytes. Thread-safe. */
final class Room {
    private final Semaphore messages;
    private final Semaphore bytes;

    Room(int messages, int bytes) {
        this.messages = new Semaphore(messages);
        this.bytes = new Semaphore(bytes);
    }

    /** Takes room for a message; false if there is none. */
    boolean tryTake(int size) {
        if (!messages.tryAcquire()) {
            return false;
        }
        if (!bytes.tryAcquire(size)) {
            messages.release();
            return false;
        }
        return true;
    }

    void giveBack(int size) {
        bytes.release(size);
        messages.release();
    }
}
