package dev.turbine.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The timers of one shard: a binary heap whose entries know their place, so that moving one costs no search. */
final class Timers {
    static final long NEVER = Long.MAX_VALUE;

    /** Something that is due at one moment at a time. */
    abstract static class Timer {
        private long due = NEVER;
        private int place = -1;

        /** Runs on the shard; the timer is not set any more. */
        abstract void fire();

        /** What a fault in {@link #fire} ends, beyond being logged. */
        abstract void fault();
    }

    private Timer[] heap = new Timer[16];
    private int size;

    /** Sets or moves a timer; {@link #NEVER} clears it. */
    void set(Timer timer, long due) {
        if (timer.due == due) {
            return;
        }
        timer.due = due;
        if (due == NEVER) {
            remove(timer);
        } else if (timer.place < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            size++;
            siftUp(size - 1, timer);
        } else {
            sift(timer.place, timer);
        }
    }

    /** Takes the first timer that is due; null if none is. It is not set any more. */
    @Nullable
    Timer takeDue(long now) {
        if (size == 0 || heap[0].due > now) {
            return null;
        }
        Timer first = heap[0];
        set(first, NEVER);
        return first;
    }

    /** When the next timer is due; {@link #NEVER} if none is set. */
    long nextDue() {
        return size == 0 ? NEVER : heap[0].due;
    }

    int size() {
        return size;
    }

    private void remove(Timer timer) {
        int place = timer.place;
        if (place < 0) {
            return;
        }
        timer.place = -1;
        size--;
        Timer last = heap[size];
        heap[size] = null;
        if (last != timer) {
            sift(place, last);
        }
    }

    private void sift(int place, Timer timer) {
        if (place > 0 && timer.due < heap[(place - 1) / 2].due) {
            siftUp(place, timer);
        } else {
            siftDown(place, timer);
        }
    }

    private void siftUp(int from, Timer timer) {
        int place = from;
        while (place > 0 && timer.due < heap[(place - 1) / 2].due) {
            put(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        put(place, timer);
    }

    private void siftDown(int from, Timer timer) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && heap[child + 1].due < heap[child].due) {
                child++;
            }
            if (timer.due <= heap[child].due) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        put(place, timer);
    }

    private void put(int place, Timer timer) {
        heap[place] = timer;
        timer.place = place;
    }
}
