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

/** All claims, for each server that Turbine brings a transport for. */
final class Bars {
    private static final List<String> PEERS = List.of("cometd", "stomp", "socketio", "vertx", "jakarta-loop");

    private static final String HIGHEST = "highest";

    private final String server;
    private final String turbine;
    private final String bare;

    private Bars(String server) {
        this.server = server;
        turbine = "turbine-" + server;
        bare = "bare-" + server;
    }

    static List<Bar> all() {
        List<Bar> jetty = new Bars("jetty").list();
        List<Bar> undertow = new Bars("undertow").list();
        return IntStream.range(0, jetty.size())
                .boxed()
                .flatMap(i -> Stream.of(jetty.get(i), undertow.get(i)))
                .toList();
    }

    private List<Bar> list() {
        return List.of(
                bar("50 publications a second, over a bare socket", fewOver(bare), times(1.1)),
                bar(
                        "50 publications a second, over the floor",
                        fewOver("floor-1"),
                        times(1.5).aim()),
                bar("saturation, over the floor that writes 16 at once", mostOverFloor(), times(2)),
                bar(
                        "at the highest rate, over the cheapest peer",
                        cpu("peers", turbine, HIGHEST).over(cheapestPeer()),
                        times(0.125)),
                bar(
                        "1,000 publications a second: dropped or missing",
                        lost("dropped").plus(lost("missing")),
                        Limit.none()),
                bar(
                        "p99 at half of the load, over one write to every socket",
                        p99("half", "half").over(oneWrite()),
                        times(3)),
                bar(
                        "10,000 sessions over 1,000, each over the floor",
                        size("10000").over(size("1000")),
                        times(1.1)),
                bar("a million channels over a thousand", million("1000000").over(million("1000")), times(1.3)),
                bar(
                        "heap of an idle session, beyond a bare one",
                        heap(turbine).minus(heap(bare)),
                        atMost(1024, "bytes")),
                bar("heap of an idle session", heap(turbine), atMost(server.equals("jetty") ? 5120 : 6656, "bytes")),
                bar(
                        "1,000 publications a second with a history, over none",
                        cpu("history", turbine + "-history", "1000").over(cpu("history", turbine, "1000")),
                        times(1.2)),
                bar("HTTP, 64 at once, over a constant answer", http(turbine).over(http(bare)), atLeast(0.6, "×")),
                bar(
                        "from the start until it takes connections",
                        median("start", turbine, LAST, "ready_ms"),
                        atMost(1000, "ms")),
                bar("p99 beside slow clients, over none", p99("slow", "slow").over(p99("slow", "none")), times(1.2)),
                bar(
                        "the same on a channel with history",
                        median("slow", turbine + "-history", "slow", "p99_ms")
                                .over(median("slow", turbine + "-history", "none", "p99_ms")),
                        times(1.2)),
                bar("p99 of the answer to a ping", median("ping", turbine, LAST, "ping_p99_ms"), atMost(10, "ms")));
    }

    private Bar bar(String name, Formula formula, Limit limit) {
        return new Bar(name + " (" + server + ")", formula, limit);
    }

    private static Limit times(double limit) {
        return atMost(limit, "×");
    }

    private static Formula cpu(String scenario, String subject, String x) {
        return median(scenario, subject, x, "cpu_us");
    }

    private Formula p99(String scenario, String x) {
        return median(scenario, turbine, x, "p99_ms");
    }

    private Formula fewOver(String subject) {
        return cpu("fanout", turbine, "50").over(cpu("fanout", subject, "50"));
    }

    private Formula mostOverFloor() {
        return cpu("saturation", turbine, "max").over(cpu("saturation", "floor-16", "max"));
    }

    private static Formula cheapestPeer() {
        return least(PEERS.stream().map(peer -> cpu("peers", peer, HIGHEST)).toList());
    }

    private Formula lost(String metric) {
        return most("fanout", turbine, "1000", metric);
    }

    private static Formula oneWrite() {
        return median("half", "floor-1", "once", "write_all_ms");
    }

    private Formula size(String sessions) {
        return cpu("size", turbine, sessions).over(cpu("size", "floor-16", sessions));
    }

    private Formula million(String channels) {
        return cpu("million", turbine, channels);
    }

    private static Formula heap(String subject) {
        return median("idle", subject, LAST, "heap_b");
    }

    private static Formula http(String subject) {
        return median("http", subject, "64", "ops_s");
    }
}
