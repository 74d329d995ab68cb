package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server and its crowd, each in a process of its own, and measurements of the two. */
final class Rig implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);

    final Contender contender;
    private final Topology topology;
    private final Child server;
    private final Child crowd;
    final int port;
    final double readyMillis;
    final double openMillis;
    /** Processor time of the server from before the first client to after the last had subscribed. */
    final double openCpuMicros;

    private long publishedBefore;
    private long expectedBefore;

    Rig(Contender contender, Topology topology, Machine machine, int slow, int slowBytes) {
        this.contender = contender;
        this.topology = topology;
        long start = System.nanoTime();
        server = machine.server(contender);
        List<String> ready = server.read("ready");
        readyMillis = (System.nanoTime() - start) / 1e6;
        port = Integer.parseInt(ready.get(0));
        server.watch(Long.parseLong(ready.get(1)));
        long cpu = server.cpuNanos();
        crowd = machine.crowd(contender, port, topology, slow, slowBytes);
        openMillis = Double.parseDouble(crowd.read("ready").get(0));
        openCpuMicros = (server.cpuNanos() - cpu) / 1e3;
    }

    /** Publishes for so long, and waits until everything has arrived, or nothing more does. */
    Sample measure(Load load, long millis) {
        Report before = report();
        long droppedBefore = dropped();
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        List<String> published = server.ask(
                "publish " + load.rate() + " " + millis + " " + load.bytes() + " " + topology.text(), "published");
        long publishing = System.nanoTime() - start;
        long publications = Long.parseLong(published.get(0)) - publishedBefore;
        long expected = Long.parseLong(published.get(1)) - expectedBefore;
        publishedBefore += publications;
        expectedBefore += expected;
        long end = awaitArrival(before.received + droppedBefore + expected);
        cpu = server.cpuNanos() - cpu;
        Report after = report();
        long received = after.received - before.received;
        long dropped = dropped() - droppedBefore;
        long wrong = Math.abs(expected - dropped - received) + after.disorder - before.disorder;
        return new Sample(
                publications,
                received,
                wrong,
                dropped,
                (end - start) / 1e9,
                cpu / 1e3 / Math.max(1, received),
                publishing / 1e6 / Math.max(1, publications),
                after.p50 / 1e3,
                after.p99 / 1e3,
                after.max / 1e3);
    }

    private long dropped() {
        return Long.parseLong(server.ask("dropped", "dropped").get(0));
    }

    /** Returns when the last one came, or was dropped; gives up when nothing comes any more. */
    private long awaitArrival(long all) {
        long seen = -1;
        long start = System.nanoTime();
        long last = start;
        while (true) {
            long count = Long.parseLong(crowd.ask("count", "count").get(0)) + dropped();
            long now = System.nanoTime();
            if (count != seen) {
                seen = count;
                last = now;
            }
            if (seen >= all || now - last > QUIET_NANOS || now - start > LONGEST_NANOS) {
                return last;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private Report report() {
        List<String> words = crowd.ask("report", "report");
        return new Report(
                Long.parseLong(words.get(0)),
                Long.parseLong(words.get(2)),
                Double.parseDouble(words.get(4)),
                Double.parseDouble(words.get(5)),
                Double.parseDouble(words.get(7)));
    }

    private record Report(long received, long disorder, double p50, double p99, double max) {}

    /** Has the slow clients be slow from now on. */
    void slowDown() {
        crowd.ask("slow", "slow");
    }

    long heapBytes() {
        return Long.parseLong(server.ask("heap", "heap").get(0));
    }

    long residentBytes() {
        return server.residentBytes();
    }

    long cpuNanos() {
        return server.cpuNanos();
    }

    @Override
    public void close() {
        crowd.close();
        server.close();
    }
}
