package dev.turbine.broker.nats;

import dev.turbine.api.LinkStats;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has gone over the link. The names are explained at {@link LinkStats}. Thread-safe. */
final class LinkCounters {
    final LongAdder offered = new LongAdder();
    final LongAdder forwarded = new LongAdder();
    final LongAdder alone = new LongAdder();
    final LongAdder away = new LongAdder();
    final LongAdder full = new LongAdder();
    final LongAdder size = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder unknown = new LongAdder();
    /** Counted where publications come and go, not computed from the others: so the law can be checked. */
    final LongAdder waiting = new LongAdder();

    final LongAdder received = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder echo = new LongAdder();
    final LongAdder overflow = new LongAdder();
    final LongAdder gaps = new LongAdder();

    /** A publication that waited has come to its end. */
    void settled(LongAdder reason) {
        waiting.decrement();
        reason.increment();
    }

    LinkStats snapshot(LinkStats.State state) {
        return new LinkStats(
                state,
                offered.sum(),
                forwarded.sum(),
                Map.of(
                        "alone", alone.sum(),
                        "away", away.sum(),
                        "full", full.sum(),
                        "size", size.sum(),
                        "failed", failed.sum()),
                unknown.sum(),
                waiting.sum(),
                received.sum(),
                Map.of(
                        "malformed", malformed.sum(),
                        "late", late.sum(),
                        "echo", echo.sum(),
                        "overflow", overflow.sum()),
                gaps.sum());
    }
}
