package dev.turbine.api;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a session belongs to, until when, and what it may subscribe to.
 *
 * @param user the user's id, never empty
 * @param expiresAt when the session ends with 4003 unless it is renewed; null for never
 * @param grants the channels it may subscribe to
 */
public record Identity(String user, @Nullable Instant expiresAt, ChannelGrants grants) {
    /** @throws IllegalArgumentException if {@code user} is empty */
    public Identity {
        requireNonNull(grants, "grants");
        if (user.isEmpty()) {
            throw new IllegalArgumentException("user must not be empty");
        }
    }
}
