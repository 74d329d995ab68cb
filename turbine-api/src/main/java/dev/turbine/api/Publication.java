package dev.turbine.api;

import static java.util.Objects.requireNonNull;

/**
 * One message on a channel, as a listener in the host's process receives it.
 *
 * @param channel name of the channel it was published to
 * @param data the JSON value that was published, as it was sent: key order, number text and escapes are untouched
 */
public record Publication(String channel, String data) {
    public Publication {
        requireNonNull(channel, "channel");
        requireNonNull(data, "data");
    }

    /** Names the channel and the size only: payloads do not belong into logs. */
    @Override
    public String toString() {
        return "Publication[channel=" + channel + ", data=" + data.length() + " characters]";
    }
}
