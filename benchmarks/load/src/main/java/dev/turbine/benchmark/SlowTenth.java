package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the others notice of a tenth of the clients that reads at a tenth of the rate. */
final class SlowTenth {
    private static final int SESSIONS = 1000;
    private static final int SLOW = SESSIONS / 10;
    private static final Load LOAD =
            new Load(500, 1024); // fills what the system holds for a slow client in some seconds
    private static final int FRAME_BYTES = 1100; // about: channel, data and head
    private static final int SLOW_BYTES = 500 * FRAME_BYTES / 10 / 10; // in a tenth of a second
    private static final int FILLING = 3; // times the usual warm-up

    private SlowTenth() {}

    static void run(String scenario, Lab lab) {
        List<Contender> contenders = new ArrayList<>(Contender.turbines());
        Contender.turbines().forEach(turbine -> contenders.add(turbine.withHistory()));
        lab.rounds(contenders, (contender, round) -> {
            Topology topology = Topology.oneChannel(SESSIONS);
            try (Rig rig = new Rig(contender, topology, lab.machine(), SLOW, SLOW_BYTES)) {
                rig.measure(LOAD, lab.warmUpMillis());
                lab.record(scenario, contender, "none", round, measure(rig, lab));
                rig.slowDown();
                rig.measure(LOAD, FILLING * lab.warmUpMillis()); // until their buffers are full
                lab.record(scenario, contender, "slow", round, measure(rig, lab));
            }
        });
    }

    private static Map<String, Double> measure(Rig rig, Lab lab) {
        Map<String, Double> metrics = rig.measure(LOAD, lab.millis()).metrics();
        metrics.keySet().retainAll(Set.of("p50_ms", "p99_ms", "max_ms", "dropped")); // the slow ones are not waited for
        return metrics;
    }
}
