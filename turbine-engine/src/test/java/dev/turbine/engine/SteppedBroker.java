package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** A broker that confirms when a test says so, sometimes by a failure. */
final class SteppedBroker implements Broker {
    private final List<CompletableFuture<?>> unconfirmed = new ArrayList<>();
    private final Set<String> interest = new HashSet<>();
    private final RandomGenerator random;
    private long failures;

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

    long failures() {
        return failures;
    }

    boolean hasInterest() {
        return !interest.isEmpty();
    }

    @Override
    public void start(Listener listener) {}

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        assertThat(interest.add(channel)).as("subscribed once to " + channel).isTrue();
        CompletableFuture<Void> confirmation = new CompletableFuture<>();
        unconfirmed.add(confirmation);
        return confirmation;
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
        CompletableFuture<Forwarding> outcome = new CompletableFuture<>();
        unconfirmed.add(outcome);
        return outcome;
    }

    @Override
    public void broadcast(byte[] payload) {}

    @Override
    public LinkStats stats() {
        return LinkStats.NONE;
    }

    @Override
    public void close() {}
}
