package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.Map;

/** What the others notice of a tenth of the clients that reads at a tenth of the rate. */
final class SlowTenth {
    private static final int SESSIONS = 1000;
    private static final int SLOW = SESSIONS / 10;
    private static final int RATE = 500;
    private static final int FRAME_BYTES = 200; // about: channel, data and head
    private static final int SLOW_BYTES = RATE * FRAME_BYTES / 10 / 10; // in a tenth of a second

    private SlowTenth() {}

    static void run(String scenario, Lab lab) {
        lab.rounds(Contender.turbines(), (contender, round) -> {
            Topology topology = Topology.oneChannel(SESSIONS);
            try (Rig rig = new Rig(contender, topology, lab.machine(), SLOW, SLOW_BYTES)) {
                rig.measure(Load.at(RATE), lab.warmUpMillis());
                lab.record(scenario, contender, "none", round, measure(rig, lab));
                rig.slowDown();
                rig.measure(Load.at(RATE), lab.warmUpMillis()); // until their buffers are full
                lab.record(scenario, contender, "slow", round, measure(rig, lab));
            }
        });
    }

    private static Map<String, Double> measure(Rig rig, Lab lab) {
        return rig.measure(Load.at(RATE), lab.millis()).metrics();
    }
}
