package dev.turbine.broker.nats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of one prefix: {@code <prefix>.c.<token>} for a channel, {@code <prefix>.n} for what nodes tell each other, and
 * {@code <prefix>.p} for what shows that a node may publish. With a durable history also {@code <prefix>.h.<token>} for what a
 * channel's history takes in, {@code <prefix>.r.<token>} for what it has taken in, and {@code <prefix>.a.<node>.<number>} for
 * the answer to a node's request.
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
    private final String stored;
    private final String followed;
    private final String nodes;

    /** @throws IllegalArgumentException unless it is up to 64 letters, digits, {@code _} and {@code -}, in parts with dots */
    Subjects(String prefix) {
        if (prefix.length() > MAX_PREFIX || !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix must have 1 to " + MAX_PREFIX
                    + " letters, digits, '_' or '-', with single dots between them, such as turbine or acme.prod");
        }
        this.prefix = prefix;
        channels = prefix + ".c.";
        stored = prefix + ".h.";
        followed = prefix + ".r.";
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

    /** The stream that holds the history: its name may have no dot, and no prefix has the same as another. */
    String stream() {
        return prefix.replace(".", "=2E") + "-history";
    }

    /** What the stream takes in. */
    String allStored() {
        return stored + ">";
    }

    /** What it tells of that. */
    String allFollowed() {
        return followed + ">";
    }

    /** What the answers to a node begin with. */
    String answers(long origin) {
        return prefix + ".a." + Long.toHexString(origin) + ".";
    }

    /** The subject of a channel. */
    String of(String channel) {
        return named(channels, channel);
    }

    /** Where a channel's history takes in publications. */
    String stored(String channel) {
        return named(stored, channel);
    }

    /** Where the stream tells what a channel's history has taken in. */
    String followed(String channel) {
        return named(followed, channel);
    }

    boolean isFollowed(String subject) {
        return subject.startsWith(followed);
    }

    private static String named(String kind, String channel) {
        StringBuilder subject = new StringBuilder(kind.length() + channel.length() + 8).append(kind);
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
        return channel(channels, subject);
    }

    /** The channel of a subject that {@link #followed} made; null for any other. */
    @Nullable
    String followedChannel(String subject) {
        return channel(followed, subject);
    }

    private static @Nullable String channel(String kind, String subject) {
        if (!subject.startsWith(kind)) {
            return null;
        }
        ByteArrayOutputStream name = new ByteArrayOutputStream(subject.length());
        int i = kind.length();
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
        return named(kind, channel).equals(subject) ? channel : null; // there is one way to write it
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '-';
    }
}
