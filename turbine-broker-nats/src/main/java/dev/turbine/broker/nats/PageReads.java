package dev.turbine.broker.nats;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The reads that take messages, and those that wait for their turn: after a link was lost, all channels are read at once.
 * Owned by the thread of {@link Outbound}.
 */
final class PageReads {
    /**
     * Times {@link PageRead#MAX_PAGE_BYTES} and a batch, that is the memory they take. Few: where the servers are busy, many
     * at once would all come too late, and each have cost as much as one that did not.
     */
    private static final int MAX_AT_ONCE = 4;

    private static final int MAX_WAITING = 65_536;

    /** Who has waited longer for a turn is told that there is no page. */
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** A read that takes longer is given up: with the wait, and that for a last answer, it is less than BROKER_TIMEOUT, 10 s. */
    private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What has to call {@link #ended} when it takes no messages any more. */
    interface Read {
        /** @param deadline when it has to be over */
        void begin(long deadline);
    }

    private record Waiting(long deadline, Read read, Runnable giveUp) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int reading;
    private boolean beginning;

    void add(Read read, Runnable giveUp) {
        if (waiting.size() >= MAX_WAITING) {
            giveUp.run();
            return;
        }
        waiting.add(new Waiting(System.nanoTime() + TURN_NANOS, read, giveUp));
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
                next.read.begin(System.nanoTime() + READ_NANOS);
            }
        }
        beginning = false;
    }
}
