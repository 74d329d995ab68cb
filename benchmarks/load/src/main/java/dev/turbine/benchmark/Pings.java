package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;

/** How long a session waits for an answer while thousands of others are sent to. */
final class Pings {
    private static final int SESSIONS = 10_000;
    private static final int RATE = 100;

    private Pings() {}

    static void run(String scenario, Lab lab) {
        lab.together(Contender.turbines(), Topology.oneChannel(SESSIONS), (rig, round) -> {
            try (Child pinger = lab.machine().pinger(rig.port, lab.millis())) {
                Sample sample = rig.measure(Load.at(RATE), lab.millis() + lab.millis() / 2);
                List<String> pings = pinger.read("pings");
                lab.record(scenario, rig.contender, "", round, "pings_lost", number(pings, 0) - number(pings, 1));
                lab.record(scenario, rig.contender, "", round, "ping_p50_ms", number(pings, 2) / 1e3);
                lab.record(scenario, rig.contender, "", round, "ping_p99_ms", number(pings, 3) / 1e3);
                lab.record(scenario, rig.contender, "", round, sample);
            }
        });
    }

    private static double number(List<String> words, int index) {
        return Double.parseDouble(words.get(index));
    }
}
