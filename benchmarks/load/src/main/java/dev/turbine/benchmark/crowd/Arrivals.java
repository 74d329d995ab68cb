package dev.turbine.benchmark.crowd;

import dev.turbine.benchmark.subject.Payload;
import dev.turbine.tck.Swarm;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What arrives at the clients: how many publications, which are missing or out of order where there is one channel, and how
 * long after the moment at which they should have been sent. Written by the swarm's thread, read by another.
 */
final class Arrivals implements Swarm.Listener {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final boolean inOrder;
    private final int measured;
    private final AtomicIntegerArray last;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final AtomicLong disorder = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(LONGEST_MICROS, 3);
    private int usualPlace; // of the mark, from the beginning of a frame

    /**
     * @param inOrder whether there is one channel, so that numbers must follow each other
     * @param measured clients whose latency counts, from the first on
     */
    Arrivals(int sessions, boolean inOrder, int measured) {
        this.inOrder = inOrder;
        this.measured = measured;
        this.last = new AtomicIntegerArray(sessions);
    }

    @Override
    public void onMessage(int session, ByteBuffer frame) {
        int mark = Payload.find(frame, frame.position() + usualPlace);
        if (mark < 0) {
            mark = Payload.find(frame, frame.position());
        }
        if (mark >= 0) {
            usualPlace = mark - frame.position();
        }
        while (mark >= 0) {
            received.lazySet(received.getPlain() + 1);
            if (session < measured) {
                long micros = (System.nanoTime() - Payload.nanos(frame, mark)) / 1000;
                latencies.recordValue(Math.min(LONGEST_MICROS, Math.max(0, micros)));
            }
            if (inOrder) {
                check(session, Payload.number(frame, mark));
            }
            mark = Payload.find(frame, mark + Payload.SHORTEST);
        }
    }

    private void check(int session, int number) {
        int before = last.getPlain(session);
        if (number <= before) {
            disorder.lazySet(disorder.getPlain() + 1);
        } else {
            if (before > 0) {
                missed.lazySet(missed.getPlain() + number - before - 1);
            }
            last.setPlain(session, number);
        }
    }

    @Override
    public void onClosed(int session, int code) {
        closed.incrementAndGet();
    }

    long received() {
        return received.get();
    }

    /** Received, missed, out of order and closed so far; latencies since the last report, in microseconds. */
    String report() {
        Histogram since = latencies.getIntervalHistogram();
        return "report " + received.get() + " " + missed.get() + " " + disorder.get() + " " + closed.get() + " "
                + since.getValueAtPercentile(50) + " " + since.getValueAtPercentile(99) + " "
                + since.getValueAtPercentile(99.9) + " " + since.getMaxValue();
    }
}
