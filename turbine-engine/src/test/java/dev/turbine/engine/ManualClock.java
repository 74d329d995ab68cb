package dev.turbine.engine;

import java.util.concurrent.TimeUnit;

/** A clock that a test moves. */
final class ManualClock implements Clock {
    static final long START_MILLIS = 1_700_000_000_000L;

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
