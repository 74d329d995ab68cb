package dev.turbine.tck;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in what stands between angle brackets in a conversation. */
record Placeholders(Tokens tokens) {
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "<(?:(bad) token|(expired) token|token (\\S+?)((?: \\S+?)*?)(?: expiring in (\\w+))?|(\\d+) times"
                    + " ([^>]+))>");
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s)");

    String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    }

    /** The bytes of a payload: UTF-8, or what is written as {@code hex 7b 7d}. */
    byte[] bytes(String text) {
        return text.startsWith("hex ")
                ? HexFormat.of().parseHex(text.substring(4).replace(" ", ""))
                : fill(text).getBytes(StandardCharsets.UTF_8);
    }

    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a duration like 300ms or 2s: " + text);
        }
        long amount = Long.parseLong(parts.group(1));
        return parts.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    }

    private String value(MatchResult found) {
        if (found.group(1) != null) {
            return tokens.bad();
        }
        if (found.group(2) != null) {
            return tokens.token("user-1", Instant.now().minusSeconds(60), List.of());
        }
        if (found.group(6) != null) {
            return found.group(7).repeat(Integer.parseInt(found.group(6)));
        }
        Duration life = found.group(5) == null ? Duration.ofHours(1) : duration(found.group(5));
        String channels = found.group(4).strip();
        return tokens.token(
                found.group(3),
                Instant.now().plus(life),
                channels.isEmpty() ? List.of() : List.of(channels.split(" ")));
    }
}
