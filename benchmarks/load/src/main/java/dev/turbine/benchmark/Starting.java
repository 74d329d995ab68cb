package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.Map;

/** How long a process takes until it says that it takes connections. */
final class Starting {
    private Starting() {}

    static void run(String scenario, Lab lab) {
        lab.rounds(Contender.turbines(), (contender, round) -> {
            try (Rig rig = lab.open(contender, Topology.oneChannel(1))) {
                lab.record(scenario, contender, "-", round, Map.of("ready_ms", rig.readyMillis));
            }
        });
    }
}
