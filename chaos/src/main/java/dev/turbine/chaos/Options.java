package dev.turbine.chaos;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large a run is, and what becomes of its result.
 *
 * @param publications over all channels
 * @param seconds over which publications and faults are spread
 * @param servers of NATS; the history is kept on each
 */
record Options(long seed, int clients, int channels, int publications, int seconds, int servers, boolean record) {
    private static final String RECORD = "--record";
    private static final int MOST_SERVERS = 3;

    /** @throws IllegalArgumentException with a line for whoever typed them */
    static Options parse(List<String> arguments, long seedByDefault) {
        Map<String, Long> numbers = new TreeMap<>(Map.of(
                "--seed", seedByDefault,
                "--clients", 2_000L,
                "--channels", 100L,
                "--publications", 100_000L,
                "--seconds", 300L,
                "--servers", 1L));
        List<String> left = new ArrayList<>(arguments);
        boolean record = left.remove(RECORD);
        for (int i = 0; i < left.size(); i += 2) {
            String name = left.get(i);
            if (!numbers.containsKey(name)) {
                throw new IllegalArgumentException("what is " + name + "? bin/chaos --help says what there is");
            }
            String value = i + 1 < left.size() ? left.get(i + 1) : "";
            int least = name.equals("--seed") ? 0 : 1;
            if (!value.matches("[0-9]{1,9}") || Long.parseLong(value) < least) {
                throw new IllegalArgumentException(
                        name + " needs a whole number from " + least + " to 999999999 behind it");
            }
            numbers.put(name, Long.parseLong(value));
        }
        Options options = new Options(
                number(numbers, "--seed"),
                (int) number(numbers, "--clients"),
                (int) number(numbers, "--channels"),
                (int) number(numbers, "--publications"),
                (int) number(numbers, "--seconds"),
                (int) number(numbers, "--servers"),
                record);
        if (options.servers > MOST_SERVERS || options.servers == 2) {
            throw new IllegalArgumentException("--servers must be 1 or 3: the history is kept on each of them");
        }
        if (options.publications < options.channels) {
            throw new IllegalArgumentException("--publications must be at least as many as --channels");
        }
        if (options.seconds < Plan.leastSeconds()) {
            throw new IllegalArgumentException("--seconds must be at least " + Plan.leastSeconds()
                    + ": in less, some kinds of fault would not happen, and to lose nothing would show nothing");
        }
        return options;
    }

    private static long number(Map<String, Long> numbers, String name) {
        return requireNonNull(numbers.get(name), name);
    }

    /** What gives this run again. */
    String command() {
        return "bin/chaos --seed " + seed + " --clients " + clients + " --channels " + channels + " --publications "
                + publications + " --seconds " + seconds + " --servers " + servers;
    }
}
