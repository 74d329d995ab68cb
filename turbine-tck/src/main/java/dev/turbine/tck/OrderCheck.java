package dev.turbine.tck;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Checks that every session of a swarm receives the numbers 1, 2, 3 … in order. The number is what a payload ends with,
 * but for closing braces.
 */
final class OrderCheck implements Swarm.Listener {
    private final AtomicIntegerArray last;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private volatile @Nullable String disorder;

    OrderCheck(int sessions) {
        last = new AtomicIntegerArray(sessions);
    }

    @Override
    public void onMessage(int session, ByteBuffer payload) {
        int number = number(payload);
        int before = last.getPlain(session);
        if (number <= before && disorder == null) {
            disorder = "session " + session + " received " + number + " after " + before;
        }
        // One thread writes, others look on.
        missed.lazySet(missed.getPlain() + number - before - 1);
        received.lazySet(received.getPlain() + 1);
        last.lazySet(session, number);
    }

    /** The number that a payload ends with. */
    static int number(ByteBuffer payload) {
        int end = payload.limit() - 1;
        while (payload.get(end) == '}') {
            end--;
        }
        int number = 0;
        for (int unit = 1; payload.get(end) >= '0' && payload.get(end) <= '9'; unit *= 10) {
            number += unit * (payload.get(end--) - '0');
        }
        return number;
    }

    /** The last number that a session has received. */
    int last(int session) {
        return last.get(session);
    }

    /** The last number that all sessions from {@code from} up to {@code to}, which is left out, have received or passed. */
    int slowest(int from, int to) {
        int slowest = Integer.MAX_VALUE;
        for (int session = from; session < to; session++) {
            slowest = Math.min(slowest, last.get(session));
        }
        return slowest;
    }

    /** Messages that all sessions have received together. */
    long received() {
        return received.get();
    }

    /** Messages that sessions were passed over with. */
    long missed() {
        return missed.get();
    }

    /** The first message that came twice or too late, or null. */
    @Nullable
    String disorder() {
        return disorder;
    }
}
