package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.stream.Stream;

/** What 10,000 clients cost that come at once, and then have nothing to do. */
final class Idling {
    private static final int FEW = 100; // load what is loaded once
    private static final int MANY = 10_000;

    private Idling() {}

    static void run(String scenario, Lab lab) {
        var contenders = Stream.concat(Contender.bares().stream(), Contender.turbines().stream())
                .toList();
        lab.rounds(contenders, (contender, round) -> {
            try (Rig few = lab.open(contender, Topology.oneChannel(FEW));
                    Rig many = lab.open(contender, Topology.oneChannel(MANY))) {
                double sessions = MANY - FEW;
                double heap = (many.heapBytes() - few.heapBytes()) / sessions;
                double resident = (many.residentBytes() - few.residentBytes()) / sessions;
                lab.record(scenario, contender, "", round, "heap_b", heap);
                lab.record(scenario, contender, "", round, "rss_b", resident);
                lab.record(scenario, contender, "", round, "connects_s", MANY * 1e3 / many.openMillis);
                lab.record(scenario, contender, "", round, "connect_cpu_us", many.openCpuMicros / MANY);
            }
        });
    }
}
