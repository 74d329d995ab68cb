package dev.turbine.tck;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a listener blocks until the test lets it go. */
final class Gate implements AutoCloseable {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Blocks while the gate is closed. */
    void pass() {
        reached.countDown();
        try {
            if (!open.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the gate was never opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isReached() {
        return reached.getCount() == 0;
    }

    /** Opens it. */
    @Override
    public void close() {
        open.countDown();
    }
}
