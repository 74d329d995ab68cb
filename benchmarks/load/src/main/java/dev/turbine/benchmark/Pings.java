package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;
import java.util.Map;

/** How long a session waits for an answer while thousands of others are sent to. */
final class Pings {
    private static final int SESSIONS = 10_000;
    private static final int RATE = 100;

    private Pings() {}

    static void run(String scenario, Lab lab) {
        lab.together(Contender.turbines(), Topology.oneChannel(SESSIONS), (rig, round) -> {
            try (Child pinger = lab.machine().pinger(rig.contender, rig.port, lab.millis())) {
                Map<String, Double> metrics = rig.measure(Load.at(RATE), lab.millis() + lab.millis() / 2)
                        .metrics();
                List<String> pings = pinger.read("pings");
                metrics.put("pings_lost", number(pings, 0) - number(pings, 1));
                metrics.put("ping_p50_ms", number(pings, 2) / 1e3);
                metrics.put("ping_p99_ms", number(pings, 3) / 1e3);
                lab.record(scenario, rig.contender, Integer.toString(SESSIONS), round, metrics);
            }
        });
    }

    private static double number(List<String> words, int index) {
        return Double.parseDouble(words.get(index));
    }
}
