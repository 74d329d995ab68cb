package dev.turbine.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One message on a channel, as the host's process receives it.
 *
 * @param channel name of the channel it was published to
 * @param data the JSON value that was published, as it was sent: key order, number text and escapes are untouched
 * @param position its place in the channel's history; null where the channel keeps none
 */
public record Publication(
        String channel, String data, @Nullable Position position) {
    public Publication {
        requireNonNull(channel, "channel");
        requireNonNull(data, "data");
    }

    /** One on a channel that keeps no history. */
    public Publication(String channel, String data) {
        this(channel, data, null);
    }

    /** Names the channel, the place and the size only: payloads do not belong into logs. */
    @Override
    public String toString() {
        String place = position == null ? "" : ", offset=" + position.offset();
        return "Publication[channel=" + channel + place + ", data=" + data.length() + " characters]";
    }
}
