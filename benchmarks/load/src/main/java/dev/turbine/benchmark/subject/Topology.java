package dev.turbine.benchmark.subject;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who is subscribed to what: the same in the process of the server, which publishes, and in that of the clients.
 *
 * @param sessions number of clients
 * @param each channels that a client subscribes to
 * @param channels number of channels in all; clients take their turns, so that each has as many
 * @param zipf clients choose their channels by Zipf's law instead: the second is half as popular as the first, and so on
 */
public record Topology(int sessions, int each, int channels, boolean zipf) {
    private static final long SEED = 20_260_101;

    /** One channel that all clients are subscribed to. */
    public static Topology oneChannel(int sessions) {
        return new Topology(sessions, 1, 1, false);
    }

    public static Topology parse(String text) {
        String[] parts = text.split(",");
        return new Topology(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Boolean.parseBoolean(parts[3]));
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return sessions + "," + each + "," + channels + "," + zipf;
    }

    /** All names are of one length. */
    public static String channel(int number) {
        String digits = Integer.toString(10_000_000 + number);
        return "bench:" + digits.substring(1);
    }

    /** The channels of each client, by its number. */
    public List<List<String>> subscriptions() {
        return choices()
                .map(chosen -> chosen.stream().map(Topology::channel).toList())
                .toList();
    }

    /** The number of subscribers of each channel. */
    public long[] subscribers() {
        long[] counts = new long[channels];
        choices().forEach(chosen -> chosen.forEach(channel -> counts[channel]++));
        return counts;
    }

    private Stream<Set<Integer>> choices() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] sums = zipf ? sums() : new double[0];
        return IntStream.range(0, sessions).mapToObj(session -> {
            Set<Integer> chosen = new LinkedHashSet<>();
            for (int i = 0; chosen.size() < each; i++) {
                chosen.add(zipf ? draw(sums, random) : (session * each + i) % channels);
            }
            return chosen;
        });
    }

    private double[] sums() {
        double[] sums = new double[channels];
        double sum = 0;
        for (int i = 0; i < channels; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    private static int draw(double[] sums, SplittableRandom random) {
        double point = random.nextDouble() * sums[sums.length - 1];
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] < point) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
