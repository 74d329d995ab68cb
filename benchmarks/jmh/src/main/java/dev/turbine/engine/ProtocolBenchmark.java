package dev.turbine.engine;

import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.Protocol;
import dev.turbine.spi.Message;
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
import org.openjdk.jmh.annotations.Warmup;

/** A frame read, once for each command; a publication encoded, once for each node. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProtocolBenchmark {
    private static final String CHANNEL = "room:4711";

    private final Protocol protocol = new JsonProtocol(128, 255);

    // A token of 300 bytes: a signed JWT with a few claims.
    private final byte[] connect =
            SteppedShard.bytes("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + "x".repeat(300) + "\"}}");
    private final byte[] subscribe = SteppedShard.command("subscribe", CHANNEL);
    private final byte[] ping = SteppedShard.bytes("{\"id\":3,\"method\":\"ping\"}");

    @Benchmark
    public Command decodeConnect() {
        return protocol.decode(connect);
    }

    @Benchmark
    public Command decodeSubscribe() {
        return protocol.decode(subscribe);
    }

    @Benchmark
    public Command decodePing() {
        return protocol.decode(ping);
    }

    @Benchmark
    public Message encodePublication(Data data) {
        return protocol.encodePublication(CHANNEL, 0, data.data);
    }

    /** Apart, so that what decodes is not run for each size. */
    @State(Scope.Thread)
    public static class Data {
        @Param({"128", "1024", "16384"})
        int bytes;

        private byte[] data = {};

        @Setup
        public void setUp() {
            data = SteppedShard.data(bytes);
        }
    }
}
