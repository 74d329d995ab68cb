package dev.turbine.tck.check;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The data of a test's publication: a JSON object that says which publication it is, and whether it arrived as it was
 * made, on the channel that it was made for.
 *
 * @param id which publication; 0 if it could not be read
 * @param intact whether nothing of it has changed
 */
public record Payload(long id, boolean intact) {
    private static final Pattern FORM = Pattern.compile("\\{\"id\":(\\d{1,18}),\"pad\":\"(z*)\",\"sum\":(\\d+)}");

    /**
     * Makes one.
     *
     * @param padding how many bytes it is longer than it need be
     */
    public static String of(String channel, long id, int padding) {
        String pad = "z".repeat(padding);
        return "{\"id\":" + id + ",\"pad\":\"" + pad + "\",\"sum\":" + sum(channel, id, padding) + "}";
    }

    /** Reads what has arrived on a channel. */
    public static Payload read(String channel, String data) {
        Matcher form = FORM.matcher(data);
        if (!form.matches()) {
            return new Payload(0, false);
        }
        long id = Long.parseLong(form.group(1));
        return new Payload(
                id,
                form.group(3)
                        .equals(Long.toString(sum(channel, id, form.group(2).length()))));
    }

    private static long sum(String channel, long id, int padding) {
        CRC32 sum = new CRC32();
        sum.update((id + " " + padding + " " + channel).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
