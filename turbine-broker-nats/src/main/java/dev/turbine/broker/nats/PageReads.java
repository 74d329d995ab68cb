package dev.turbine.broker.nats;

import java.util.ArrayDeque;
import java.util.Deque;
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

    /**
     * Once the first has waited for so long there are more than can be served, maybe for clients that have gone: then the newest
     * is served, rather than everybody when it is too late.
     */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A read that takes longer is given up: with the wait, and that for a last answer, it is less than BROKER_TIMEOUT, 10 s. */
    private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What has to call {@link #ended} when it takes no messages any more. */
    interface Read {
        /** @param deadline when it has to be over */
        void begin(long deadline);
    }

    private record Waiting(long deadline, Read read, Runnable giveUp) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
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
            long now = System.nanoTime();
            long left = waiting.element().deadline - now;
            if (left < 0) {
                waiting.remove().giveUp.run();
            } else {
                reading++;
                Waiting next = TURN_NANOS - left < PATIENCE_NANOS ? waiting.remove() : waiting.removeLast();
                next.read.begin(now + READ_NANOS);
            }
        }
        beginning = false;
    }
}
