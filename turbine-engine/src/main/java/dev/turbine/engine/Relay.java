package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Broker.Forwarding;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker as the shards see it: whatever it throws, fails with or forgets, a subscription holds and a publication has a
 * result.
 */
final class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    /** Of a broker that cannot say how its link is. */
    private static final LinkStats UNTOLD = new LinkStats(LinkStats.State.AWAY, 0, 0, Map.of(), 0, 0, 0, Map.of(), 0);

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

    /**
     * Whether the broker relays the channel now. Never fails, and completes: without it the subscription holds on this
     * node.
     */
    CompletionStage<Boolean> subscribe(Shard asking, String channel) {
        CompletableFuture<Boolean> answer =
                guard(() -> broker.subscribe(channel).thenApply(done -> true), false);
        return asking.brokerCalls.await(answer, false);
    }

    void unsubscribe(String channel) {
        try {
            broker.unsubscribe(channel);
        } catch (Throwable fault) {
            report(fault);
        }
    }

    /** Never fails, and completes. */
    CompletionStage<Forwarding> publish(Shard asking, String channel, byte[] data) {
        CompletableFuture<Forwarding> answer = guard(() -> broker.publish(channel, data), Forwarding.NOT_FORWARDED);
        return asking.brokerCalls.await(answer, Forwarding.UNKNOWN);
    }

    /** So many calls have had no answer within the limit BROKER_TIMEOUT. */
    void unanswered(int calls) {
        node.counters.faults.add(calls);
        log.error(
                "turbine {}: broker {} gave no answer to {} calls within BROKER_TIMEOUT, {} ms: their publications may"
                        + " not have reached the other nodes, their subscriptions may hold on this node alone",
                node.name,
                broker.getClass().getName(),
                calls,
                node.limits.get(Limit.BROKER_TIMEOUT));
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
            return UNTOLD;
        }
    }

    private <T> CompletableFuture<T> guard(Supplier<CompletionStage<T>> call, T otherwise) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            call.get().whenComplete((value, fault) -> {
                if (fault == null) {
                    answer.complete(value);
                } else {
                    report(fault);
                    answer.complete(otherwise);
                }
            });
        } catch (Throwable fault) {
            report(fault);
            answer.complete(otherwise);
        }
        return answer;
    }

    private void report(Throwable fault) {
        node.fault("fault in broker " + broker.getClass().getName(), fault);
    }
}
