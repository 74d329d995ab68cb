package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Latency at half of the rate that a server keeps up with; and how long the floor takes to write to every socket once. */
final class HalfOfSaturation {
    private HalfOfSaturation() {}

    static void run(String scenario, Lab lab) {
        List<Contender> contenders = Stream.concat(Stream.of(Contender.floor(1)), Contender.turbines().stream())
                .toList();
        lab.together(contenders, Topology.oneChannel(1000), (rig, round) -> {
            Sample most = rig.measure(Load.most(), lab.millis());
            if (rig.contender.equals(Contender.floor(1))) {
                Map<String, Double> once = Map.of("write_all_ms", most.publicationMillis());
                lab.record(scenario, rig.contender, "once", round, once);
            } else {
                Sample half = rig.measure(Load.at(most.publications() / most.seconds() / 2), lab.millis());
                lab.record(scenario, rig.contender, "half", round, half.metrics());
            }
        });
    }
}
