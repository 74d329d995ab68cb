package dev.turbine.engine;

import dev.turbine.spi.Message;
import org.jspecify.annotations.Nullable;

/**
 * A publication that a history keeps.
 *
 * @param offset its place in the channel
 * @param message as subscribers get it, shared by all of them
 * @param dataBytes how much of the message is the publication's data
 * @param key names it among the channel's; null for most
 * @param at when it was taken in, on the node's clock
 */
record HistoryEntry(
        long offset,
        Message message,
        int dataBytes,
        @Nullable String key,
        long at) {
    private static final int OVERHEAD = 96; // of the objects, roughly

    /** What it takes of the heap. */
    int bytes() {
        return message.size() + OVERHEAD + (key == null ? 0 : key.length());
    }
}
