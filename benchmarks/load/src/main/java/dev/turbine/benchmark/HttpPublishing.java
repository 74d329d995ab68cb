package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;
import java.util.stream.Stream;

/** Publications over HTTP with keep-alive, in a closed loop; the same requests to the same server with a constant answer. */
final class HttpPublishing {
    private HttpPublishing() {}

    static void run(String scenario, Lab lab) {
        List<Contender> contenders = Stream.concat(Contender.bares().stream(), Contender.turbines().stream())
                .toList();
        lab.together(contenders, Topology.oneChannel(1), (rig, round) -> {
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
            String x = Integer.toString(connections);
            lab.record(scenario, rig.contender, x, round, "ops_s", count * 1e3 / lab.millis());
            lab.record(scenario, rig.contender, x, round, "cpu_us", cpu / 1e3 / count);
            lab.record(scenario, rig.contender, x, round, "failed", Double.parseDouble(words.get(1)));
            lab.record(scenario, rig.contender, x, round, "p50_ms", Double.parseDouble(words.get(2)) / 1e3);
            lab.record(scenario, rig.contender, x, round, "p99_ms", Double.parseDouble(words.get(3)) / 1e3);
        }
    }
}
