package dev.turbine.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One delivery: its share of a publication that goes from {@link ChannelHome#publish} to every subscriber's
 * {@code Connection.send}, and of the rounds until nothing is left.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeliveryBenchmark {
    /** An invocation makes as many whatever the number of subscribers, so that every figure is for one delivery. */
    private static final int DELIVERIES = 100_000;

    private static final String CHANNEL = "room:4711";

    @Param({"1", "1000", "100000"})
    int subscribers;

    private final SteppedShard shard = new SteppedShard();
    private final byte[] data = SteppedShard.data(128);

    @Setup
    public void subscribe() {
        byte[] subscribe = SteppedShard.command("subscribe", CHANNEL);
        for (int i = 0; i < subscribers; i++) {
            shard.command(shard.connect(), subscribe);
        }
    }

    @Benchmark
    @OperationsPerInvocation(DELIVERIES)
    public void deliver() {
        for (int made = 0; made < DELIVERIES; made += subscribers) {
            shard.deliver(CHANNEL, data);
        }
    }

    @TearDown
    public void check() {
        shard.check(true);
    }
}
