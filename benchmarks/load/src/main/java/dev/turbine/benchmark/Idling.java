package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.Map;

/** What 10,000 clients cost that come at once, and then have nothing to do. */
final class Idling {
    private static final int FEW = 100; // load what is loaded once
    private static final int MANY = 10_000;

    private Idling() {}

    static void run(String scenario, Lab lab) {
        lab.rounds(Contender.baresAndTurbines(), (contender, round) -> {
            try (Rig few = lab.open(contender, Topology.oneChannel(FEW));
                    Rig many = lab.open(contender, Topology.oneChannel(MANY))) {
                double sessions = MANY - FEW;
                Map<String, Double> metrics = Map.of(
                        "heap_b", (many.heapBytes() - few.heapBytes()) / sessions,
                        "rss_b", (many.residentBytes() - few.residentBytes()) / sessions,
                        "connects_s", MANY * 1e3 / many.openMillis,
                        "connect_cpu_us", many.openCpuMicros / MANY);
                lab.record(scenario, contender, Integer.toString(MANY), round, metrics);
            }
        });
    }
}
