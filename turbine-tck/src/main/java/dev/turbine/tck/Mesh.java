package dev.turbine.tck;

import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The nodes of one test and their network. */
final class Mesh implements AutoCloseable {
    /** In which a subscription is answered and a start returns, in any case: two seconds, on a busy machine. */
    static final Duration ANSWER = Duration.ofMillis(3000);

    /** In which a publication has a result, in any case. */
    static final Duration RESULT = Duration.ofSeconds(6);

    private final BrokerFixture network;
    private final List<BrokerNode> nodes = new CopyOnWriteArrayList<>();

    Mesh(BrokerFixture network) {
        this.network = network;
    }

    /** A node that has not been started. */
    BrokerNode idle() {
        BrokerNode node = new BrokerNode(network.join(), this);
        nodes.add(node);
        return node;
    }

    /** A node whose link is up. */
    BrokerNode join() {
        BrokerNode node = idle();
        node.broker().start(node);
        node.awaitState(LinkStats.State.UP);
        return node;
    }

    void cut(BrokerNode node) {
        network.cut(node.broker());
    }

    void swallow(BrokerNode node) {
        network.swallow(node.broker());
    }

    void mend(BrokerNode node) {
        network.mend(node.broker());
    }

    Duration patience() {
        return network.patience();
    }

    /** Waits for what a sound broker does in the end. */
    void until(String what, BooleanSupplier is) {
        await(what)
                .atMost(patience())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(is::getAsBoolean);
    }

    /** Calls a broker, which must return promptly, and waits for the stage: as long as the rule allows. */
    <T> T answer(String what, Duration rule, Supplier<CompletionStage<T>> call) {
        List<CompletionStage<T>> stages = new CopyOnWriteArrayList<>();
        Aside.promptly(what, () -> stages.add(call.get()));
        return result(what, rule, stages.get(0));
    }

    /** Waits for a stage as long as the rule allows, or as the test is patient. */
    <T> T result(String what, Duration rule, CompletionStage<T> stage) {
        Duration time = rule.compareTo(patience()) < 0 ? rule : patience();
        try {
            return stage.toCompletableFuture().get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the stage of " + what + " did not complete within " + time, e);
        } catch (ExecutionException e) {
            throw new AssertionError("the stage of " + what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the stage of " + what, e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.broker().close());
        network.close();
    }
}
