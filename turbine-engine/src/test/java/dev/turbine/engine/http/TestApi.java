package dev.turbine.engine.http;

import dev.turbine.FakeTransport;
import dev.turbine.Turbine;
import dev.turbine.api.Limit;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Authentication;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The HTTP API of a node that runs. */
final class TestApi implements AutoCloseable {
    final Turbine node;
    final Acceptor api;

    TestApi(Map<Limit, Long> limits, String... keys) {
        this(limits, builder -> {}, keys);
    }

    TestApi(Map<Limit, Long> limits, Consumer<Turbine.Builder> more, String... keys) {
        FakeTransport transport = new FakeTransport();
        Turbine.Builder builder = Turbine.builder()
                .name("http-test")
                .authenticator(credentials -> CompletableFuture.completedFuture(Authentication.invalid("test")))
                .transport(transport)
                .apiKeys(keys);
        limits.forEach(builder::limit);
        more.accept(builder);
        node = builder.start();
        api = transport.acceptor();
    }

    RecordingCall handle(RecordingCall call) {
        api.handle(call);
        return call;
    }

    @Override
    public void close() {
        node.close();
    }
}
