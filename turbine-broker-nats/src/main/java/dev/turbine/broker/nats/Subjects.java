package dev.turbine.broker.nats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of one prefix: {@code <prefix>.c.<token>} for a channel, {@code <prefix>.n} for what nodes tell each other, and
 * {@code <prefix>.p} for what shows that a node may publish.
 *
 * <p>A channel's name becomes one token: letters, digits, {@code _} and {@code -} stay, every other byte of its UTF-8 is
 * {@code =} and two hexadecimal digits. No two names have the same token, and none has a dot, a wildcard or a blank: so no
 * name reaches another subject. A name of 255 bytes has at most 765 characters, far below the 4,096 of a NATS control line.
 */
final class Subjects {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final int MAX_PREFIX = 64;
    private static final String HEX = "0123456789ABCDEF";

    private final String prefix;
    private final String channels;
    private final String nodes;

    /** @throws IllegalArgumentException unless it is up to 64 letters, digits, {@code _} and {@code -}, in parts with dots */
    Subjects(String prefix) {
        if (prefix.length() > MAX_PREFIX || !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix must have 1 to " + MAX_PREFIX
                    + " letters, digits, '_' or '-', with single dots between them, such as turbine or acme.prod");
        }
        this.prefix = prefix;
        channels = prefix + ".c.";
        nodes = prefix + ".n";
    }

    /** What an account has to allow. */
    String all() {
        return prefix + ".>";
    }

    /** Nobody listens there: shows whether this account may publish at all. */
    String probe() {
        return prefix + ".p";
    }

    String nodes() {
        return nodes;
    }

    /** The subject of a channel. */
    String of(String channel) {
        StringBuilder subject = new StringBuilder(channels.length() + channel.length() + 8).append(channels);
        for (byte b : channel.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                subject.append((char) b);
            } else {
                subject.append('=').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return subject.toString();
    }

    /** The channel of a subject that {@link #of} made; null for any other. */
    @Nullable
    String channel(String subject) {
        if (!subject.startsWith(channels)) {
            return null;
        }
        ByteArrayOutputStream name = new ByteArrayOutputStream(subject.length());
        int i = channels.length();
        while (i < subject.length()) {
            char c = subject.charAt(i);
            if (c != '=') {
                name.write(c);
                i++;
            } else if (i + 2 < subject.length()) {
                name.write(HEX.indexOf(subject.charAt(i + 1)) << 4 | HEX.indexOf(subject.charAt(i + 2)));
                i += 3;
            } else {
                return null;
            }
        }
        String channel = name.toString(StandardCharsets.UTF_8);
        return of(channel).equals(subject) ? channel : null; // there is one way to write it
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '-';
    }
}
