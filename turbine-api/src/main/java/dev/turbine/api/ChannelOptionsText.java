package dev.turbine.api;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options of channels as one line of text. */
final class ChannelOptionsText {
    private static final Pattern WORD = Pattern.compile("(history|ttl|overflow)=(.*)");
    private static final Pattern PLAIN = Pattern.compile("[!-~]{0,60}");
    private static final Pattern TTL = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");

    private ChannelOptions options = ChannelOptions.none();
    private @Nullable Integer size;
    private @Nullable Duration ttl;

    /** @throws IllegalArgumentException with a text that names the word that is wrong */
    static ChannelOptions parse(String text) {
        ChannelOptionsText parsed = new ChannelOptionsText();
        for (String word : text.strip().split("\\s+")) {
            parsed.word(word);
        }
        return parsed.finished();
    }

    private void word(String word) {
        Matcher setting = WORD.matcher(word);
        if (setting.matches()) {
            set(setting.group(1), setting.group(2));
        } else if (word.equals("presence")) {
            options = options.presence();
        } else if (word.equals("join-leave")) {
            options = options.joinLeave();
        } else {
            throw new IllegalArgumentException(
                    "\"" + shown(word)
                            + "\" is no option: there are history=<number>, ttl=<time>, presence, join-leave, overflow=<policy>");
        }
    }

    private void set(String name, String value) {
        switch (name) {
            case "history" -> size = size(value);
            case "ttl" -> ttl = ttl(value);
            default -> options = options.overflow(policy(value));
        }
    }

    private static int size(String value) {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "history=" + shown(value) + " must be a number of publications, such as history=100");
        }
        return Integer.parseInt(value);
    }

    private static Duration ttl(String value) {
        Matcher parts = TTL.matcher(value);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "ttl=" + shown(value) + " must be a time, such as ttl=30s, ttl=5m or ttl=1h");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static OverflowPolicy policy(String value) {
        for (OverflowPolicy policy : OverflowPolicy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
                return policy;
            }
        }
        throw new IllegalArgumentException(
                "overflow=" + shown(value) + " must be one of drop-newest, drop-oldest, conflate, close, catch-up");
    }

    /** A text may come from anywhere, and the message of an exception goes anywhere. */
    private static String shown(String word) {
        return PLAIN.matcher(word).matches() ? word : "(not shown)";
    }

    private ChannelOptions finished() {
        if ((size == null) != (ttl == null)) {
            throw new IllegalArgumentException("history and ttl belong together, as in: history=100 ttl=5m");
        }
        return size == null || ttl == null ? options : options.history(size, ttl);
    }
}
