package dev.turbine.broker.nats;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What a test publishes: who says it, in which channel, the how-manieth of that source in that channel it is, when it was
 * said, and a CRC of all that.
 */
record Numbered(int source, int channel, int number, long sentAt) {
    /** As JSON. */
    String json() {
        String text = text();
        return '"' + text + ' ' + sum(text) + '"';
    }

    /**
     * Reads the frame that a subscriber gets.
     *
     * @throws IllegalArgumentException if it is not one that was published to its channel
     */
    static Numbered ofFrame(String frame) {
        int end = frame.lastIndexOf('"');
        String[] parts =
                frame.substring(frame.lastIndexOf('"', end - 1) + 1, end).split(" ");
        Numbered numbered = new Numbered(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]));
        if (Long.parseLong(parts[4]) != sum(numbered.text())
                || !frame.contains('"' + channel(numbered.channel) + '"')) {
            throw new IllegalArgumentException("damaged, or of another channel: " + frame);
        }
        return numbered;
    }

    /** The name of a channel. */
    static String channel(int channel) {
        return "cluster:" + channel;
    }

    private String text() {
        return source + " " + channel + " " + number + " " + sentAt;
    }

    private static long sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        return sum.getValue();
    }
}
