package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures, and keeps the results. Processes that are compared live side by side, idle but for the one that is measured, and
 * take their turns in every round.
 *
 * @param rounds how often each thing is measured
 * @param millis how long each time
 * @param warmUpMillis how long each thing runs before, unmeasured
 */
record Lab(Machine machine, Results results, int rounds, long millis, long warmUpMillis, Cast cast) {
    private static final int WARM_UP_RATE = 50;

    /** Measures all trials, each in every round. */
    void run(String scenario, Topology topology, List<Trial> asked) {
        List<Trial> trials = asked.stream()
                .flatMap(trial -> cast.of(trial.contender()).map(trial::by))
                .toList();
        takeTurns(
                trials.stream().map(Trial::contender).distinct().toList(),
                topology,
                (rig, round) -> trials.stream()
                        .filter(trial -> trial.contender().equals(rig.contender))
                        .forEach(trial -> {
                            if (round == 1) {
                                rig.measure(trial.load(), warmUpMillis);
                            }
                            Sample sample = rig.measure(trial.load(), millis);
                            record(scenario, rig.contender, trial.x(), round, sample.metrics());
                        }));
    }

    /** Brings up all contenders, and does something with each in every round. */
    void together(List<Contender> asked, Topology topology, RigAction action) {
        takeTurns(asked.stream().flatMap(cast::of).toList(), topology, action);
    }

    private void takeTurns(List<Contender> contenders, Topology topology, RigAction action) {
        List<Rig> rigs = new ArrayList<>();
        try {
            contenders.forEach(contender -> rigs.add(open(contender, topology)));
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
    void rounds(List<Contender> asked, RoundAction action) {
        List<Contender> contenders = asked.stream().flatMap(cast::of).toList();
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                action.run(contender, round);
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

    void record(String scenario, Contender contender, String x, int round, Map<String, Double> metrics) {
        results.add(scenario, contender.name(), x, round, metrics);
    }
}
