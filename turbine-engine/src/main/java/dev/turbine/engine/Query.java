package dev.turbine.engine;

import org.jspecify.annotations.Nullable;

/**
 * What somebody waits for who has asked about a channel. Its steps wait in lists and for timers, where nobody would miss one
 * that fails: so that is the end of it, and whoever asks is told so. Owned by the channel's home shard.
 */
final class Query {
    private final Node node;
    private final Runnable failed;
    /** What the answer will be held by; null if it is not for a session. */
    final @Nullable OutboxMemory asking;

    private boolean over;

    /** @param failed tells that there is no answer; called once at the most */
    Query(Node node, @Nullable OutboxMemory asking, Runnable failed) {
        this.node = node;
        this.asking = asking;
        this.failed = failed;
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
