package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Each contender at the highest of some rates at which 99 % of deliveries come within 100 ms and none is missing. */
final class HighestRates {
    private static final double MOST_MILLIS = 100;
    private static final List<Integer> RATES = List.of(
            10, 20, 30, 40, 50, 60, 80, 100, 125, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1200, 1500, 2000, 2500,
            3000);
    private static final int FIRST = 6; // which most of them reach
    private static final int TRIES = 3;

    private HighestRates() {}

    static void run(String scenario, Lab lab) {
        List<Contender> contenders = Stream.concat(Contender.peers().stream(), Contender.turbines().stream())
                .toList();
        Map<String, Integer> highest = new HashMap<>();
        lab.together(contenders, Topology.oneChannel(1000), (rig, round) -> {
            int rate = highest.computeIfAbsent(rig.contender.name(), name -> highest(rig, lab));
            Map<String, Double> metrics =
                    rig.measure(Load.at(rate), lab.millis()).metrics();
            metrics.put("rate", (double) rate);
            lab.record(scenario, rig.contender, "highest", round, metrics);
        });
    }

    /** Goes up from the first rate as long as it holds, or down until one does. */
    private static int highest(Rig rig, Lab lab) {
        int at = FIRST;
        if (holds(rig, lab, at)) {
            while (at + 1 < RATES.size() && holds(rig, lab, at + 1)) {
                at++;
            }
            return RATES.get(at);
        }
        while (--at >= 0) {
            if (holds(rig, lab, at)) {
                return RATES.get(at);
            }
        }
        throw new IllegalStateException(rig.contender.name() + " holds none of the rates " + RATES);
    }

    /** What fails may have been cold: it has a second and a third try. */
    private static boolean holds(Rig rig, Lab lab, int index) {
        for (int i = 0; i < TRIES; i++) {
            Sample sample = rig.measure(Load.at(RATES.get(index)), lab.millis());
            if (sample.isComplete() && sample.p99Millis() <= MOST_MILLIS) {
                return true;
            }
        }
        return false;
    }
}
