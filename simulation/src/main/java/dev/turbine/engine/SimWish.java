package dev.turbine.engine;

import dev.turbine.api.Position;
import org.jspecify.annotations.Nullable;

/** A channel that a client wants. */
final class SimWish {
    @Nullable
    Position position;

    boolean subscribed; // by what it was told
    int asked; // subscribe commands without a reply
    int leaving; // unsubscribe commands without a reply
    long refusedAt = -1; // when the log could not be read, by the wall clock
    final SimPresence presence = new SimPresence();
}
