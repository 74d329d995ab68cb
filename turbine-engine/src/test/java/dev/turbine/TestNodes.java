package dev.turbine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Identity;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Nodes for tests, and what is known of them from outside. */
final class TestNodes {
    /** Lets everybody in, as the user whose name is the token. */
    static final Authenticator ANYBODY = credentials -> CompletableFuture.completedFuture(
            new Authentication.Accepted(new Identity(credentials.token(), null, ChannelGrants.unrestricted())));

    private TestNodes() {}

    static Turbine.Builder builder(FakeTransport transport) {
        return Turbine.builder().authenticator(ANYBODY).transport(transport);
    }

    /** A result that has to come. */
    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Publishes, and runs an action in the callback; again if the result was there too soon for it to be one. */
    static CompletableFuture<Boolean> publishAndThen(Turbine node, String json, Runnable action) {
        Thread caller = Thread.currentThread();
        CompletableFuture<Boolean> ran;
        do {
            ran = node.publish("news", json)
                    .thenApply(result -> {
                        boolean isCallback = Thread.currentThread() != caller;
                        if (isCallback) {
                            action.run();
                        }
                        return isCallback;
                    })
                    .toCompletableFuture();
        } while (ran.isDone() && !ran.join());
        return ran;
    }

    /** Names of the threads that run for a node. */
    static List<String> threads(String node) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("turbine-" + node + "-"))
                .sorted()
                .toList();
    }
}
