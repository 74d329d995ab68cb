package dev.turbine.engine;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody waits for who has asked about a channel. Its steps wait in lists and for timers, where nobody would miss one
 * that fails: so that is the end of it, and whoever asks is told so. Owned by the channel's home shard.
 */
final class Query {
    private final Node node;
    private final Runnable failed;
    private final LongPredicate room;
    /** What the answer will be held by; null if it is not for a session. */
    final @Nullable OutboxMemory asking;

    private boolean over;

    /** @param failed tells that there is no answer; called once at the most */
    Query(Node node, @Nullable OutboxMemory asking, Runnable failed) {
        this(node, asking, bytes -> true, failed);
    }

    /** @param room told how much is to be answered with, before the answer is made; false if it is too much */
    Query(Node node, @Nullable OutboxMemory asking, LongPredicate room, Runnable failed) {
        this.node = node;
        this.asking = asking;
        this.room = room;
        this.failed = failed;
    }

    /** Whether an answer of so many bytes may be made. */
    boolean hasRoom(long bytes) {
        return room.test(bytes);
    }

    /** Runs a step on the way to the answer; the last one gives it. */
    void run(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (Throwable fault) {
            over = true;
            try {
                failed.run();
            } finally {
                node.fault("fault in a query", fault);
            }
        }
    }
}
