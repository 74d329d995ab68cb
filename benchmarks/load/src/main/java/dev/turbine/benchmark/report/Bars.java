package dev.turbine.benchmark.report;

import static dev.turbine.benchmark.report.Formula.LAST;
import static dev.turbine.benchmark.report.Formula.least;
import static dev.turbine.benchmark.report.Formula.median;
import static dev.turbine.benchmark.report.Formula.most;
import static dev.turbine.benchmark.report.Limit.atLeast;
import static dev.turbine.benchmark.report.Limit.atMost;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All claims, each in a line. */
final class Bars {
    private static final List<String> PEERS = List.of("cometd", "stomp", "socketio", "vertx", "jakarta-loop");

    private Bars() {}

    static List<Bar> all() {
        List<Bar> jetty = of("jetty");
        List<Bar> undertow = of("undertow");
        return IntStream.range(0, jetty.size())
                .boxed()
                .flatMap(i -> Stream.of(jetty.get(i), undertow.get(i)))
                .toList();
    }

    private static List<Bar> of(String server) {
        return Stream.concat(fanOut(server), others(server)).toList();
    }

    private static Stream<Bar> fanOut(String server) {
        String turbine = "turbine-" + server;
        Formula few = cpu("fanout", turbine, "50");
        Formula most = cpu("saturation", turbine, "max");
        Formula beside = cpu("peers", turbine, "max");
        Formula peers =
                least(PEERS.stream().map(peer -> cpu("peers", peer, "max")).toList());
        Formula lost = most("fanout", turbine, "1000", "dropped").plus(most("fanout", turbine, "1000", "missing"));
        return Stream.of(
                bar(
                        server,
                        "fan-out, 50 a second, over a bare socket",
                        few.over(cpu("fanout", "bare-" + server, "50")),
                        times(1.1)),
                bar(
                        server,
                        "fan-out, 50 a second, over the floor",
                        few.over(cpu("fanout", "floor-1", "50")),
                        times(1.5).aim()),
                bar(
                        server,
                        "saturation, over the floor that writes 16 at once",
                        most.over(cpu("saturation", "floor-16", "max")),
                        times(2.0)),
                bar(server, "saturation, over the cheapest peer", beside.over(peers), times(0.125)),
                bar(server, "fan-out, 1,000 a second: dropped or missing", lost, Limit.none()));
    }

    private static Stream<Bar> others(String server) {
        String turbine = "turbine-" + server;
        String bare = "bare-" + server;
        Formula late = median("half", turbine, "half", "p99_ms");
        Formula oneWrite = median("floorwrite", "floor-1", LAST, "write_all_ms");
        Formula large = cpu("size", turbine, "10000").over(cpu("size", "floor-16", "10000"));
        Formula small = cpu("size", turbine, "1000").over(cpu("size", "floor-16", "1000"));
        Formula million = cpu("million", turbine, "1000000").over(cpu("million", turbine, "1000"));
        Formula heap = median("idle", turbine, LAST, "heap_b");
        Formula requests =
                median("http", turbine, "64", "ops_s").over(median("http", "constant-" + server, "64", "ops_s"));
        Formula slow = median("slow", turbine, "slow", "p99_ms").over(median("slow", turbine, "none", "p99_ms"));
        return Stream.of(
                bar(
                        server,
                        "latency at half of the load, 99th percentile, over one write to every socket",
                        late.over(oneWrite),
                        times(3)),
                bar(server, "10,000 sessions over 1,000, each over the floor", large.over(small), times(1.1)),
                bar(server, "a million channels over 1,000", million, times(1.3)),
                bar(
                        server,
                        "heap of an idle session, beyond a bare one",
                        heap.minus(median("idle", bare, LAST, "heap_b")),
                        atMost(1024, "bytes")),
                bar(server, "heap of an idle session", heap, atMost(server.equals("jetty") ? 5120 : 6656, "bytes")),
                bar(server, "HTTP, 64 at once, over a constant answer", requests, atLeast(0.6, "×")),
                bar(
                        server,
                        "from the start to the first answer",
                        median("start", turbine, LAST, "ready_ms"),
                        atMost(1000, "ms")),
                bar(server, "latency beside slow clients, 99th percentile, over none", slow, times(1.2)),
                bar(
                        server,
                        "answer to a ping, 99th percentile",
                        median("ping", turbine, LAST, "p99_ms"),
                        atMost(10, "ms")));
    }

    private static Bar bar(String server, String name, Formula formula, Limit limit) {
        return new Bar(name + " (" + server + ")", formula, limit);
    }

    private static Formula cpu(String scenario, String subject, String x) {
        return median(scenario, subject, x, "cpu_us");
    }

    private static Limit times(double limit) {
        return atMost(limit, "×");
    }
}
