package dev.turbine.tck;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs something on a thread of its own, so that a test outlives it if it blocks. */
final class Aside {
    /** What "promptly" means on a busy machine. */
    static final Duration PROMPTLY = Duration.ofMillis(800);

    private Aside() {}

    /** @throws AssertionError if it does not return promptly, or throws */
    static void promptly(String what, Runnable call) {
        within(PROMPTLY, what, call);
    }

    /** @throws AssertionError if it does not return in time, or throws */
    static void within(Duration time, String what, Runnable call) {
        FutureTask<Boolean> task = new FutureTask<>(call, true);
        Thread thread = new Thread(task, "aside");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            StringBuilder where = new StringBuilder();
            for (StackTraceElement element : thread.getStackTrace()) {
                where.append("\n\tat ").append(element);
            }
            throw new AssertionError(what + " did not return within " + time + where, e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + " threw", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " was interrupted", e);
        }
    }
}
