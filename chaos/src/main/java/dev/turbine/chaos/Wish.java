package dev.turbine.chaos;

import dev.turbine.api.Position;
import org.jspecify.annotations.Nullable;

/** A channel that a subscriber wants, and where it is in it; guarded by the subscriber. */
final class Wish {
    final String channel;

    /** Up to where it has everything; null if it has nothing. */
    @Nullable
    Position position;

    /** What it has asked to recover from. */
    @Nullable
    Position asked;

    boolean subscribed;

    /** The id of what came last. */
    long last;

    Wish(String channel) {
        this.channel = channel;
    }
}
