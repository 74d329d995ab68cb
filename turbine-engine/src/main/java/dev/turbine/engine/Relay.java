package dev.turbine.engine;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Broker.Forwarding;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The broker as the shards see it: whatever it throws or fails with, a subscription holds and a publication has a result. */
final class Relay {
    private final Node node;
    private final Broker broker;

    Relay(Node node, Broker broker) {
        this.node = node;
        this.broker = broker;
    }

    void start() {
        broker.start(node);
    }

    void close() {
        broker.close();
    }

    /** Whether the broker relays the channel now. Never fails: without it the subscription holds on this node. */
    CompletionStage<Boolean> subscribe(String channel) {
        return guard(() -> broker.subscribe(channel).thenApply(done -> true), false);
    }

    void unsubscribe(String channel) {
        try {
            broker.unsubscribe(channel);
        } catch (Throwable fault) {
            report(fault);
        }
    }

    /** Never fails. */
    CompletionStage<Forwarding> publish(String channel, byte[] data) {
        return guard(() -> broker.publish(channel, data), Forwarding.NOT_FORWARDED);
    }

    /** To every other node. */
    void broadcast(byte[] payload) {
        try {
            broker.broadcast(payload);
        } catch (Throwable fault) {
            report(fault);
        }
    }

    LinkStats stats() {
        try {
            return broker.stats();
        } catch (Throwable fault) {
            report(fault);
            return LinkStats.NONE;
        }
    }

    private <T> CompletionStage<T> guard(Supplier<CompletionStage<T>> call, T otherwise) {
        try {
            return call.get().exceptionally(fault -> {
                report(fault);
                return otherwise;
            });
        } catch (Throwable fault) {
            report(fault);
            return CompletableFuture.completedFuture(otherwise);
        }
    }

    private void report(Throwable fault) {
        node.fault("fault in broker " + broker.getClass().getName(), fault);
    }
}
