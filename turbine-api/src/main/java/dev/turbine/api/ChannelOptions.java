package dev.turbine.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What channels of a name or pattern keep and do beyond relaying.
 *
 * <pre>{@code
 * Turbine.builder()
 *         .channels("chat:*", ChannelOptions.none().history(100, Duration.ofMinutes(5)).presence().joinLeave())
 *         .channels("prices:*", ChannelOptions.none().overflow(OverflowPolicy.CONFLATE));
 * }</pre>
 *
 * <p>This class is immutable and thread-safe: each method returns a copy.
 */
public final class ChannelOptions {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(3653);
    private static final ChannelOptions NONE = new ChannelOptions(0, Duration.ZERO, false, false, null);

    private final int historySize;
    private final Duration historyTtl;
    private final boolean presence;
    private final boolean joinLeave;
    private final @Nullable OverflowPolicy overflow;

    private ChannelOptions(
            int historySize,
            Duration historyTtl,
            boolean presence,
            boolean joinLeave,
            @Nullable OverflowPolicy overflow) {
        this.historySize = historySize;
        this.historyTtl = historyTtl;
        this.presence = presence;
        this.joinLeave = joinLeave;
        this.overflow = overflow;
    }

    /** A channel that relays and keeps nothing. */
    public static ChannelOptions none() {
        return NONE;
    }

    /**
     * Reads options from a line such as {@code history=100 ttl=5m presence join-leave overflow=conflate}. Times are {@code
     * ms}, {@code s}, {@code m}, {@code h} or {@code d}; policies are written in lower case with hyphens.
     *
     * @throws IllegalArgumentException if a word is none of these, or an option is there twice; the message names it
     */
    public static ChannelOptions parse(String text) {
        return ChannelOptionsText.parse(text);
    }

    /**
     * Keeps the newest publications, for clients that come back.
     *
     * @param size how many of a channel at the most; {@link Limit#CHANNEL_HISTORY_BYTES} bounds them as well
     * @param ttl how long each is kept, and how long a channel that nobody uses keeps its epoch
     * @throws IllegalArgumentException if {@code size} is under 1, or {@code ttl} under a millisecond or over ten years
     */
    public ChannelOptions history(int size, Duration ttl) {
        if (size < 1) {
            throw new IllegalArgumentException("size of a history must be at least 1, is " + size);
        }
        if (!isTtl(ttl)) {
            throw new IllegalArgumentException("ttl of a history must be from a millisecond to ten years, is " + ttl);
        }
        return new ChannelOptions(size, ttl, presence, joinLeave, overflow);
    }

    static boolean isTtl(Duration ttl) {
        return ttl.compareTo(SHORTEST) >= 0 && ttl.compareTo(LONGEST) <= 0;
    }

    /** Knows who is subscribed, on all nodes. */
    public ChannelOptions presence() {
        return new ChannelOptions(historySize, historyTtl, true, joinLeave, overflow);
    }

    /** Tells subscribers who comes and goes, and with that knows who is there: implies {@link #presence()}. */
    public ChannelOptions joinLeave() {
        return new ChannelOptions(historySize, historyTtl, true, true, overflow);
    }

    /** What becomes of publications for a session that does not keep up. */
    public ChannelOptions overflow(OverflowPolicy policy) {
        return new ChannelOptions(historySize, historyTtl, presence, joinLeave, requireNonNull(policy, "policy"));
    }

    /** How many publications are kept; 0 for no history. */
    public int historySize() {
        return historySize;
    }

    public Duration historyTtl() {
        return historyTtl;
    }

    public boolean hasHistory() {
        return historySize > 0;
    }

    public boolean hasPresence() {
        return presence;
    }

    public boolean hasJoinLeave() {
        return joinLeave;
    }

    /** The policy that was set, or the default: to catch up where there is a history, to drop the newest elsewhere. */
    public OverflowPolicy overflowPolicy() {
        if (overflow != null) {
            return overflow;
        }
        return hasHistory() ? OverflowPolicy.CATCH_UP : OverflowPolicy.DROP_NEWEST;
    }

    /**
     * All that is in effect, in the words of {@link #parse}: the default policy is named as well, and a part of a millisecond is
     * left out. Nodes compare this text to tell whether they have the same options.
     */
    @Override
    public String toString() {
        return ChannelOptionsText.format(this);
    }
}
