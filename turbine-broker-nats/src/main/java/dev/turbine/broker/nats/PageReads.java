package dev.turbine.broker.nats;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The reads that are under way, and those that wait for their turn: after a link was lost, all channels are read at once.
 * Owned by the thread of {@link Outbound}.
 */
final class PageReads {
    /** Times {@link PageRead#MAX_PAGE_BYTES}, that is the memory they take. */
    private static final int MAX_AT_ONCE = 16;

    private static final int MAX_WAITING = 65_536;

    /** Past it, who waits for one is told that there is none. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** @param begin has to call {@link #ended} in the end */
    private record Waiting(long deadline, Runnable begin, Runnable giveUp) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int reading;
    private boolean beginning;

    /** When a read that is asked for now has to be over. */
    static long deadline() {
        return System.nanoTime() + PATIENCE_NANOS;
    }

    void add(long deadline, Runnable begin, Runnable giveUp) {
        if (waiting.size() >= MAX_WAITING) {
            giveUp.run();
            return;
        }
        waiting.add(new Waiting(deadline, begin, giveUp));
        beginSome();
    }

    void ended() {
        reading--;
        beginSome();
    }

    private void beginSome() {
        if (beginning) {
            return; // one has ended at once: the loop below goes on
        }
        beginning = true;
        while (reading < MAX_AT_ONCE && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            if (next.deadline - System.nanoTime() < 0) {
                next.giveUp.run();
            } else {
                reading++;
                next.begin.run();
            }
        }
        beginning = false;
    }
}
