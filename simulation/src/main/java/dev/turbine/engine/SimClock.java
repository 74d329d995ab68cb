package dev.turbine.engine;

import java.util.concurrent.TimeUnit;

/** The time of a simulated world, which moves only when it is told to. */
final class SimClock implements Clock {
    private static final long START_MILLIS = 1_700_000_000_000L;

    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return START_MILLIS + TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    void advanceMillis(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
