package dev.turbine.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
 * One publication for one subscriber, from {@link Node#publish} to {@code Connection.send}: on any of many channels, with
 * a session for each, so that with a million of them next to nothing is found in a cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PublishBenchmark {
    private static final int CHOICES = 1 << 20;

    @Param({"1000", "1000000"})
    int channels;

    private final SteppedShard shard = new SteppedShard();
    private final byte[] data = SteppedShard.data(128);
    private final List<List<String>> choices = new ArrayList<>(CHOICES);
    private int next;

    @Setup
    public void subscribe() {
        for (int i = 0; i < channels; i++) {
            shard.command(shard.connect(), SteppedShard.command("subscribe", channel(i)));
        }
    }

    /** Strings of their own, as an application's are, one behind the other: finding them costs next to nothing. */
    @Setup
    public void choose() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CHOICES; i++) {
            choices.add(List.of(channel(random.nextInt(channels))));
        }
    }

    private static String channel(int number) {
        return "user:" + number;
    }

    @Benchmark
    public void publish() {
        shard.publish(choices.get(next++ & CHOICES - 1), data);
    }

    @TearDown
    public void check() {
        shard.check(true);
    }
}
