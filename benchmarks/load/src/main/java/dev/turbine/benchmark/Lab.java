package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Measures, and keeps the results. Processes that are compared live side by side, idle but for the one that is measured, and
 * take their turns in every round.
 *
 * @param rounds how often each thing is measured
 * @param millis how long each time
 * @param warmUpMillis how long each thing runs before, unmeasured
 * @param only contenders that take part
 */
record Lab(Machine machine, Results results, int rounds, long millis, long warmUpMillis, Predicate<Contender> only) {
    private static final int WARM_UP_RATE = 50;

    /** Measures all trials, each in every round. */
    void run(String scenario, Topology topology, List<Trial> trials) {
        List<Contender> contenders =
                trials.stream().map(Trial::contender).distinct().toList();
        together(
                contenders,
                topology,
                (rig, round) -> trials.stream()
                        .filter(trial -> trial.contender().equals(rig.contender))
                        .forEach(trial -> {
                            if (round == 1) {
                                rig.measure(trial.load(), warmUpMillis);
                            }
                            record(scenario, rig.contender, trial.x(), round, rig.measure(trial.load(), millis));
                        }));
    }

    /** Brings up all contenders, and does something with each in every round. */
    void together(List<Contender> contenders, Topology topology, RigAction action) {
        List<Rig> rigs = new ArrayList<>();
        try {
            contenders.stream().filter(only).forEach(contender -> rigs.add(open(contender, topology)));
            rigs.forEach(rig -> rig.measure(Load.at(WARM_UP_RATE), warmUpMillis));
            for (int round = 1; round <= rounds; round++) {
                for (Rig rig : rigs) {
                    action.run(rig, round);
                }
            }
        } finally {
            rigs.forEach(Rig::close);
        }
    }

    Rig open(Contender contender, Topology topology) {
        return new Rig(contender, topology, machine, 0, 0);
    }

    /** Does something once in every round, for each of the contenders. */
    void rounds(List<Contender> contenders, RoundAction action) {
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                if (only.test(contender)) {
                    action.run(contender, round);
                }
            }
        }
    }

    /** What is done in a round. */
    @FunctionalInterface
    interface RoundAction {
        void run(Contender contender, int round);
    }

    /** What is done in a round with a rig that is up. */
    @FunctionalInterface
    interface RigAction {
        void run(Rig rig, int round);
    }

    void record(String scenario, Contender contender, String x, int round, Sample sample) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("cpu_us", sample.cpuMicros());
        metrics.put("deliveries_s", sample.deliveries() / sample.seconds());
        metrics.put("p50_ms", sample.p50Millis());
        metrics.put("p99_ms", sample.p99Millis());
        metrics.put("max_ms", sample.maxMillis());
        metrics.put("missing", (double) sample.missing());
        metrics.put("dropped", (double) sample.dropped());
        metrics.forEach((metric, value) -> record(scenario, contender, x, round, metric, value));
    }

    void record(String scenario, Contender contender, String x, int round, String metric, double value) {
        results.add(scenario, contender.name(), x, round, metric, value);
    }
}
