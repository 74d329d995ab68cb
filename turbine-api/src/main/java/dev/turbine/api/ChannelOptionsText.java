package dev.turbine.api;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options of channels as one line of text. */
final class ChannelOptionsText {
    private static final Pattern SETTING = Pattern.compile("(history|ttl|overflow)=(.*)");
    private static final Pattern PLAIN = Pattern.compile("[!-~]{0,60}");
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern TTL = Pattern.compile("([1-9][0-9]{0,11})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = units(); // the largest first

    private final Set<String> given = new HashSet<>();
    private ChannelOptions options = ChannelOptions.none();
    private @Nullable Integer size;
    private @Nullable Duration ttl;

    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("d", Duration.ofDays(1));
        units.put("h", Duration.ofHours(1));
        units.put("m", Duration.ofMinutes(1));
        units.put("s", Duration.ofSeconds(1));
        units.put("ms", Duration.ofMillis(1));
        return units;
    }

    /** @throws IllegalArgumentException with a text that names the word that is wrong */
    static ChannelOptions parse(String text) {
        ChannelOptionsText parsed = new ChannelOptionsText();
        for (String word : text.strip().split("\\s+")) {
            parsed.word(word);
        }
        return parsed.finished();
    }

    /** All that is in effect, also by default. */
    static String format(ChannelOptions options) {
        return (options.hasHistory()
                        ? "history=" + options.historySize() + " ttl=" + text(options.historyTtl()) + " "
                        : "")
                + (options.hasPresence() ? "presence " : "")
                + (options.hasJoinLeave() ? "join-leave " : "")
                + "overflow=" + text(options.overflowPolicy());
    }

    /** In the largest unit that it is a whole number of; what is under a millisecond is left out. */
    private static String text(Duration ttl) {
        long millis = ttl.toMillis();
        return UNITS.entrySet().stream()
                .filter(unit -> millis % unit.getValue().toMillis() == 0)
                .findFirst()
                .map(unit -> millis / unit.getValue().toMillis() + unit.getKey())
                .orElseThrow();
    }

    private static String text(OverflowPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void word(String word) {
        Matcher setting = SETTING.matcher(word);
        String name = setting.matches() ? setting.group(1) : word;
        if (!given.add(name)) {
            throw new IllegalArgumentException(shown(name) + " is given twice: say it once");
        }
        if (setting.matches()) {
            set(name, setting.group(2));
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
        if (!SIZE.matcher(value).matches()) {
            throw new IllegalArgumentException("history=" + shown(value)
                    + " must be a number of publications from 1 to 999999999, such as history=100");
        }
        return Integer.parseInt(value);
    }

    private static Duration ttl(String value) {
        Matcher parts = TTL.matcher(value);
        Duration unit = parts.matches() ? UNITS.get(parts.group(2)) : null;
        Duration ttl = unit == null ? Duration.ZERO : unit.multipliedBy(Long.parseLong(parts.group(1)));
        if (!ChannelOptions.isTtl(ttl)) {
            throw new IllegalArgumentException("ttl=" + shown(value)
                    + " must be a time from 1ms to 3653d, in ms, s, m, h or d, such as ttl=30s, ttl=5m or ttl=1h");
        }
        return ttl;
    }

    private static OverflowPolicy policy(String value) {
        for (OverflowPolicy policy : OverflowPolicy.values()) {
            if (text(policy).equals(value)) {
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
        if (size != null && ttl != null) {
            return options.history(size, ttl);
        }
        if (size != null) {
            throw new IllegalArgumentException(
                    "history=" + size + " needs a ttl beside it, as in: history=" + size + " ttl=5m");
        }
        if (ttl != null) {
            throw new IllegalArgumentException("ttl needs a history beside it, as in: history=100 ttl=" + text(ttl));
        }
        if (options.overflowPolicy() == OverflowPolicy.CATCH_UP) {
            throw new IllegalArgumentException(
                    "overflow=catch-up needs a history beside it, as in: history=100 ttl=5m overflow=catch-up");
        }
        return options;
    }
}
