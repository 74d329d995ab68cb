package dev.turbine.api;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The channels a session may subscribe to: every channel, or those of a list. Names are compared exactly, code point by
 * code point; nothing is folded or normalised.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class ChannelGrants {
    private static final ChannelGrants UNRESTRICTED = new ChannelGrants(null);

    private final @Nullable Set<String> channels;

    private ChannelGrants(@Nullable Set<String> channels) {
        this.channels = channels;
    }

    /** Grants every channel. */
    public static ChannelGrants unrestricted() {
        return UNRESTRICTED;
    }

    /**
     * Grants the channels named, and no other. An empty collection grants none; the rule that an empty list in a token
     * means unrestricted access belongs to the authenticator that reads the token.
     */
    public static ChannelGrants only(Collection<String> channels) {
        return new ChannelGrants(Set.copyOf(channels));
    }

    /** Whether a session with these grants may subscribe to {@code channel}. */
    public boolean permits(String channel) {
        return channels == null || channels.contains(channel);
    }

    @Override
    public String toString() {
        return channels == null ? "every channel" : channels.size() + " channels";
    }
}
