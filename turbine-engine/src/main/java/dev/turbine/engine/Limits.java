package dev.turbine.engine;

import dev.turbine.api.Limit;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The limits of a node: what the host set, and defaults. Immutable. */
public final class Limits {
    private final long[] values;

    public Limits(Map<Limit, Long> set) {
        Limit[] limits = Limit.values();
        values = new long[limits.length];
        for (Limit limit : limits) {
            values[limit.ordinal()] = set.getOrDefault(limit, limit.defaultValue());
        }
    }

    public long get(Limit limit) {
        return values[limit.ordinal()];
    }

    /** A limit as an int; a number of bytes over 2 GiB is 2 GiB. */
    public int count(Limit limit) {
        return (int) Math.min(Integer.MAX_VALUE, get(limit));
    }

    /** A limit that is a time; one of more than 70 years is 70 years, so that a sum of it and the clock's does not overflow. */
    public long nanos(Limit limit) {
        return Math.min(Long.MAX_VALUE / 4, TimeUnit.MILLISECONDS.toNanos(get(limit)));
    }
}
