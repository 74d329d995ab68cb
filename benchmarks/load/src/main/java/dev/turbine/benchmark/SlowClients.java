package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the others notice of clients that read at a tenth of the rate.
 *
 * @param load fills what the system holds for a slow client in some seconds
 */
record SlowClients(int sessions, int slow, Load load) {
    static final SlowClients TENTH = new SlowClients(1000, 100, new Load(500, 1024));
    static final SlowClients ONE = new SlowClients(100, 1, new Load(2000, 1024));

    private static final int FRAME_BYTES = 1100; // about: channel, data and head
    private static final int FILLING = 3; // times the usual warm-up

    void run(String scenario, List<Contender> contenders, Lab lab) {
        int slowBytes = (int) (load.rate() * FRAME_BYTES / 10 / 10); // in a tenth of a second
        lab.rounds(contenders, (contender, round) -> {
            Topology topology = Topology.oneChannel(sessions);
            try (Rig rig = new Rig(contender, topology, lab.machine(), slow, slowBytes)) {
                rig.measure(load, lab.warmUpMillis());
                lab.record(scenario, contender, "none", round, measure(rig, lab));
                rig.slowDown();
                rig.measure(load, FILLING * lab.warmUpMillis()); // until their buffers are full
                lab.record(scenario, contender, "slow", round, measure(rig, lab));
            }
        });
    }

    private Map<String, Double> measure(Rig rig, Lab lab) {
        Map<String, Double> metrics = rig.measure(load, lab.millis()).metrics();
        metrics.keySet().retainAll(Set.of("p50_ms", "p99_ms", "max_ms", "dropped")); // the slow ones are not waited for
        return metrics;
    }
}
