package dev.turbine.spi.support;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs something once, however often it is asked to, and lets go of it: for what is told by whoever comes first, such as the
 * end of a write or of its connection. Thread-safe.
 */
public final class Once implements Runnable {
    private final AtomicReference<@Nullable Runnable> action;

    public Once(Runnable action) {
        this.action = new AtomicReference<>(action);
    }

    @Override
    public void run() {
        Runnable first = action.getAndSet(null);
        if (first != null) {
            first.run();
        }
    }
}
