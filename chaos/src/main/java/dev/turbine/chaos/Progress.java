package dev.turbine.chaos;

import java.util.concurrent.atomic.LongAdder;

/** What is counted while a run goes on; what rises shows that it does. */
final class Progress {
    final LongAdder published = new LongAdder();
    final LongAdder attempts = new LongAdder();
    /** Publications whose first attempt was not acknowledged. */
    final LongAdder retried = new LongAdder();
    /** Publications that were acknowledged and sent once more. */
    final LongAdder repeated = new LongAdder();

    final LongAdder connections = new LongAdder();
    final LongAdder subscriptions = new LongAdder();
    final LongAdder received = new LongAdder();

    /** Another number whenever something has happened that a run is to achieve. */
    long state() {
        return published.sum() + subscriptions.sum() + received.sum();
    }
}
