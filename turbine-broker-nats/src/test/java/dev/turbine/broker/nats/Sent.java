package dev.turbine.broker.nats;

import dev.turbine.api.PublishResult;
import org.jspecify.annotations.Nullable;

/** A publication of a test, and what its publisher was told of it. */
final class Sent {
    final Numbered what;
    private volatile @Nullable PublishResult result;
    private volatile long doneAt;

    Sent(Numbered what) {
        this.what = what;
    }

    void done(PublishResult result) {
        doneAt = System.nanoTime();
        this.result = result;
    }

    boolean isDone() {
        return result != null;
    }

    PublishResult result() {
        PublishResult known = result;
        if (known == null) {
            throw new AssertionError("a publication has no result: " + what);
        }
        return known;
    }

    /** Whether it was under way at some moment between two. */
    boolean overlaps(long from, long to) {
        return what.sentAt() - to <= 0 && doneAt - from >= 0;
    }
}
