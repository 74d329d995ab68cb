package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.LinkStats;
import dev.turbine.engine.protocol.NodeReport;
import dev.turbine.spi.Broker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** A broker that confirms when a test says so, sometimes by a failure, and sometimes never. */
final class SteppedBroker implements Broker {
    private final List<CompletableFuture<?>> unconfirmed = new ArrayList<>();
    private final Set<String> interest = new HashSet<>();
    private final RandomGenerator random;
    private long failures;
    private long forgotten;
    private long asked;
    private long reports;
    private boolean left;

    SteppedBroker(RandomGenerator random) {
        this.random = random;
    }

    /** Confirms something, if anything waits for it. False if not. */
    boolean confirmAny() {
        if (unconfirmed.isEmpty()) {
            return false;
        }
        CompletableFuture<?> one = unconfirmed.remove(random.nextInt(unconfirmed.size()));
        if (random.nextInt(5) == 0) {
            failures++;
            one.completeExceptionally(new IllegalStateException("away"));
        } else {
            one.complete(null);
        }
        return true;
    }

    /** The faults there are at least: whatever is forgotten, or fails. */
    long leastFaults() {
        return failures + forgotten;
    }

    /** The faults there are at most: any call may have been given up, and fail later. */
    long mostFaults() {
        return failures + asked;
    }

    /** How often the node has said that it is there. */
    long reports() {
        return reports;
    }

    boolean hasInterest() {
        return !interest.isEmpty();
    }

    @Override
    public void start(Listener listener) {}

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        assertThat(interest.add(channel)).as("subscribed once to " + channel).isTrue();
        return later(new CompletableFuture<>());
    }

    @Override
    public void unsubscribe(String channel) {
        assertThat(interest.remove(channel)).as("was subscribed to " + channel).isTrue();
    }

    @Override
    public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        if (random.nextBoolean()) {
            return CompletableFuture.completedFuture(Forwarding.FORWARDED);
        }
        return later(new CompletableFuture<>());
    }

    private <T> CompletableFuture<T> later(CompletableFuture<T> outcome) {
        asked++;
        if (random.nextInt(20) == 0) {
            forgotten++;
        } else {
            unconfirmed.add(outcome);
        }
        return outcome;
    }

    @Override
    public void broadcast(byte[] payload) {
        NodeReport report = NodeReport.decode(payload);
        assertThat(report).isNotNull();
        assertThat(left).as("nothing after the last word").isFalse();
        assertThat(report.node().id()).isEqualTo(SteppedNode.ID);
        left = report.leaving();
        reports += left ? 0 : 1;
    }

    boolean hasLeft() {
        return left;
    }

    @Override
    public LinkStats stats() {
        return LinkStats.NONE;
    }

    @Override
    public void close() {}
}
