package dev.turbine.engine.http;

import dev.turbine.engine.Node;
import java.util.concurrent.atomic.AtomicInteger;

/** What one answer holds of the limit {@code ANSWER_BYTES_IN_FLIGHT}: handed from thread to thread with the answer. */
final class AnswerPermit {
    private final Node node;
    private final AtomicInteger held = new AtomicInteger();

    AnswerPermit(Node node) {
        this.node = node;
    }

    /** Holds so many bytes in place of what it held; false, and nothing is changed, if there are not so many. */
    boolean hold(long bytes) {
        long more = bytes - held.get();
        if (more > 0 && (more > Integer.MAX_VALUE || !node.reserveAnswer((int) more))) {
            return false;
        }
        if (more < 0) {
            node.unreserveAnswer((int) -more);
        }
        held.addAndGet((int) more);
        return true;
    }

    /** Holds nothing any more. May be called again. */
    void release() {
        node.unreserveAnswer(held.getAndSet(0));
    }
}
