package dev.turbine.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.OverflowPolicy;
import dev.turbine.spi.support.LogText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which channels have which options: by name, or by a prefix that ends in {@code *}. The most specific wins: a name before a
 * prefix, a longer prefix before a shorter one. Immutable and thread-safe.
 */
public final class Channels {
    private final Map<String, ChannelOptions> patterns;
    private final Map<String, ChannelOptions> byName = new HashMap<>();
    private final Map<Integer, Map<String, ChannelOptions>> byPrefix = new TreeMap<>((a, b) -> b - a); // longest first

    /** @throws IllegalArgumentException as {@link #check} does */
    public Channels(Map<String, ChannelOptions> patterns) {
        this.patterns = new TreeMap<>(patterns);
        patterns.forEach((pattern, options) -> {
            check(pattern, options);
            if (pattern.endsWith("*")) {
                String prefix = pattern.substring(0, pattern.length() - 1);
                byPrefix.computeIfAbsent(prefix.length(), n -> new HashMap<>()).put(prefix, options);
            } else {
                byName.put(pattern, options);
            }
        });
    }

    /** Sixteen hexadecimal digits that are the same on another node if it has the same patterns, with the same options. */
    String digest(boolean durable) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((durable + patterns.toString()).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, Long.BYTES);
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalArgumentException if the pattern is none, or the options contradict each other */
    public static void check(String pattern, ChannelOptions options) {
        if (pattern.isEmpty() || pattern.indexOf('*') != -1 && pattern.indexOf('*') != pattern.length() - 1) {
            throw new IllegalArgumentException("a channel pattern is a name, or a prefix with one '*' at its end; \""
                    + LogText.escape(pattern) + "\" is neither");
        }
        if (options.overflowPolicy() == OverflowPolicy.CATCH_UP && !options.hasHistory()) {
            throw new IllegalArgumentException(
                    "channels \"" + LogText.escape(pattern)
                            + "\": a session can catch up only with a history; add history(size, ttl), or choose another policy");
        }
    }

    /** The patterns, each with its options, whose history is to be larger or older than this; for a log. */
    String beyond(int size, Duration ttl) {
        return patterns.entrySet().stream()
                .filter(entry -> entry.getValue().historySize() > size
                        || entry.getValue().historyTtl().compareTo(ttl) > 0)
                .map(entry -> '"' + LogText.escape(entry.getKey()) + "\" " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    ChannelOptions of(String channel) {
        ChannelOptions named = byName.get(channel);
        if (named != null) {
            return named;
        }
        for (Map.Entry<Integer, Map<String, ChannelOptions>> prefixes : byPrefix.entrySet()) {
            if (prefixes.getKey() <= channel.length()) {
                ChannelOptions options = prefixes.getValue().get(channel.substring(0, prefixes.getKey()));
                if (options != null) {
                    return options;
                }
            }
        }
        return ChannelOptions.none();
    }
}
