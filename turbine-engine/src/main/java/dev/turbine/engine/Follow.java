package dev.turbine.engine;

import org.jspecify.annotations.Nullable;

/**
 * The place of one subscription in the history of its channel: what came before has been handed to the session's outbox, or
 * was left out by the channel's policy. Owned by the session's shard.
 */
final class Follow {
    final String epoch;
    long offset;
    /** Whether it is fed from the history until it has caught up; it then gets nothing live. */
    boolean behind = true;
    /** What the home's answer brought; only until the subscription begins, and if that is at once. */
    @Nullable
    HistoryPage page;

    Follow(String epoch, long offset) {
        this.epoch = epoch;
        this.offset = offset;
    }
}
