package dev.turbine.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What goes wrong when, in the order in which it begins. Several things may be wrong at once, but one of the NATS servers at
 * a time, and one thing with each node.
 */
record Plan(List<Fault> faults) {
    private static final int QUIET_MILLIS = 2_000; // before the first
    private static final int LEAST_STEP = 2_000; // from the beginning of one to that of the next
    private static final int MOST_STEP = 10_000;
    private static final int LEAST_PAUSE = 3_000; // of a node, or of NATS, before something else is wrong with it
    private static final int LEAST_LASTS = 500;
    private static final int MOST_LASTS = 7_000;

    Plan {
        faults = List.copyOf(faults);
    }

    /** How long a plan has to be for every kind to come at least once, whatever the seed. */
    static int leastSeconds() {
        return (int) TimeUnit.MILLISECONDS.toSeconds(QUIET_MILLIS + (Fault.Kind.values().length - 1L) * MOST_STEP) + 1;
    }

    /** A plan in which every kind comes about as often as the others. */
    static Plan of(Random random, long millis, int nodes, int servers) {
        List<Fault> faults = new ArrayList<>();
        long[] nodeFree = new long[nodes];
        long natsFree = 0;
        List<Fault.Kind> kinds = new ArrayList<>();
        for (long at = QUIET_MILLIS; at < millis; at += between(random, LEAST_STEP, MOST_STEP)) {
            if (kinds.isEmpty()) {
                kinds.addAll(List.of(Fault.Kind.values()));
                Collections.shuffle(kinds, random);
            }
            Fault.Kind kind = kinds.remove(0);
            int target = random.nextInt(kind.ofNats() ? servers : nodes);
            long free = kind.ofNats() ? natsFree : nodeFree[target];
            Fault fault = new Fault(kind, target, Math.max(at, free), between(random, LEAST_LASTS, MOST_LASTS));
            faults.add(fault);
            long next = fault.endMillis() + LEAST_PAUSE;
            if (kind.ofNats()) {
                natsFree = next;
            } else {
                nodeFree[target] = next;
            }
        }
        return new Plan(faults);
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    long count(Fault.Kind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).count();
    }
}
