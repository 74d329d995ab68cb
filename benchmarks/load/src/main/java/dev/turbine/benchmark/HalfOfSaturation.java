package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;
import java.util.stream.Stream;

/** Latency at half of the rate that a server keeps up with; and how long the floor takes to write to every socket once. */
final class HalfOfSaturation {
    private HalfOfSaturation() {}

    static void run(String scenario, Lab lab) {
        Topology topology = Topology.oneChannel(1000);
        List<Contender> contenders = Stream.concat(Stream.of(Contender.floor(1)), Contender.turbines().stream())
                .toList();
        lab.together(contenders, topology, (rig, round) -> {
            Sample most = rig.measure(Load.most(), lab.millis());
            if (rig.contender.equals(Contender.floor(1))) {
                lab.record(scenario, rig.contender, "once", round, "write_all_ms", most.publicationMillis());
            } else {
                Sample half = rig.measure(Load.at(most.publications() / most.seconds() / 2), lab.millis());
                lab.record(scenario, rig.contender, "half", round, half);
            }
        });
    }
}
