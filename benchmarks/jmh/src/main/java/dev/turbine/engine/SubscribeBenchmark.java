package dev.turbine.engine;

import dev.turbine.spi.Connection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A session subscribes to a channel and unsubscribes from it: two commands, from their frames to their replies, the home of
 * the channel made and dropped in between.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscribeBenchmark {
    /** Channels that the session is subscribed to all the while. */
    @Param({"1", "10000"})
    int others;

    private final SteppedShard shard = new SteppedShard();
    private final Connection.Listener client = shard.connect();
    private final byte[] subscribe = SteppedShard.command("subscribe", "room:4711");
    private final byte[] unsubscribe = SteppedShard.command("unsubscribe", "room:4711");

    @Setup
    public void subscribeToOthers() {
        for (int i = 0; i < others; i++) {
            shard.command(client, SteppedShard.command("subscribe", "other:" + i));
        }
    }

    @Benchmark
    public void subscribeAndUnsubscribe() {
        shard.command(client, subscribe);
        shard.command(client, unsubscribe);
    }

    @TearDown
    public void check() {
        shard.check(false);
    }
}
