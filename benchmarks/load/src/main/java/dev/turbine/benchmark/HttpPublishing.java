package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;
import java.util.Map;

/** Publications over HTTP with keep-alive, in a closed loop; the same requests to the same server with a constant answer. */
final class HttpPublishing {
    private HttpPublishing() {}

    static void run(String scenario, Lab lab) {
        lab.together(Contender.baresAndTurbines(), Topology.oneChannel(1), (rig, round) -> {
            for (int connections : List.of(1, 64)) {
                measure(scenario, lab, rig, round, connections);
            }
        });
    }

    private static void measure(String scenario, Lab lab, Rig rig, int round, int connections) {
        try (Child client = lab.machine().publisher(rig.port, connections, lab.warmUpMillis(), lab.millis())) {
            client.read("warm");
            long cpu = rig.cpuNanos();
            List<String> words = client.read("http");
            cpu = rig.cpuNanos() - cpu;
            double count = Double.parseDouble(words.get(0));
            Map<String, Double> metrics = Map.of(
                    "ops_s", count * 1e3 / lab.millis(),
                    "cpu_us", cpu / 1e3 / count,
                    "failed", Double.parseDouble(words.get(1)),
                    "p50_ms", Double.parseDouble(words.get(2)) / 1e3,
                    "p99_ms", Double.parseDouble(words.get(3)) / 1e3);
            lab.record(scenario, rig.contender, Integer.toString(connections), round, metrics);
        }
    }
}
