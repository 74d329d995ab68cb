package dev.turbine.api;

import static java.util.Objects.requireNonNull;

/**
 * A place in the history of a channel: that of one publication, or the one before the first.
 *
 * @param epoch which history it is: another one whenever a channel's history starts afresh, so that offsets of two
 *     histories are never compared; not empty
 * @param offset rises from one publication of the channel to the next; 0 before the first
 */
public record Position(String epoch, long offset) {
    /** @throws IllegalArgumentException if {@code epoch} is empty or {@code offset} negative */
    public Position {
        requireNonNull(epoch, "epoch");
        if (epoch.isEmpty()) {
            throw new IllegalArgumentException("epoch must not be empty");
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative, is " + offset);
        }
    }
}
