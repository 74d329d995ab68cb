package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Broker.Forwarding;
import dev.turbine.spi.PublicationLog;
import dev.turbine.spi.PublicationLog.Appended;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker as the shards see it: whatever it throws, fails with or forgets, a subscription holds and a publication has a
 * result.
 */
final class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Appended NOT_APPENDED = new Appended(PublicationLog.Outcome.NOT_APPENDED, 0);
    private static final Appended UNKNOWN = new Appended(PublicationLog.Outcome.UNKNOWN, 0);
    /** Of a broker that cannot say how its link is. */
    private static final LinkStats UNTOLD = new LinkStats(LinkStats.State.AWAY, 0, 0, Map.of(), 0, 0, 0, Map.of(), 0);

    private final Node node;
    private final Broker broker;
    private final @Nullable PublicationLog publications;

    Relay(Node node, Broker broker) {
        this.node = node;
        this.broker = broker;
        this.publications = broker.log();
    }

    void start() {
        broker.start(node);
        if (publications != null) {
            publications.start(node.logListener());
            compare(publications.retention());
        }
    }

    private void compare(PublicationLog.@Nullable Retention kept) {
        String beyond = kept == null ? "" : node.channels.beyond(kept.size(), kept.ttl());
        if (kept != null && !beyond.isEmpty()) {
            log.warn(
                    "turbine {}: the log keeps {} publications of a channel, each for {}, and some are to keep more ({}): of that,"
                            + " a node has only what it still holds in memory; have the log keep more, or these channels"
                            + " less, on all nodes",
                    node.name,
                    kept.size(),
                    kept.ttl(),
                    beyond);
        }
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

    /** Whether channels with a history have it in a log that all nodes share. */
    boolean hasLog() {
        return publications != null;
    }

    /** Appends to the log. Never fails, and completes. */
    CompletionStage<Appended> append(Shard asking, String channel, byte[] data, @Nullable String key) {
        return call(asking, log -> log.append(channel, data, key), NOT_APPENDED, UNKNOWN);
    }

    /** Completes when the log sends what is appended to the channel, or will as soon as it can. */
    CompletionStage<Boolean> follow(Shard asking, String channel) {
        return call(asking, log -> log.follow(channel).thenApply(done -> true), false, false);
    }

    void unfollow(String channel) {
        try {
            if (publications != null) {
                publications.unfollow(channel);
            }
        } catch (Throwable fault) {
            report(fault);
        }
    }

    /** Empty if the log cannot be read at the moment. Never fails, and completes. */
    CompletionStage<Optional<PublicationLog.Page>> read(
            Shard asking, String channel, long after, int limit, boolean newest) {
        return call(
                asking,
                log -> log.read(channel, after, limit, newest).thenApply(Optional::ofNullable),
                Optional.empty(),
                Optional.empty());
    }

    private <T> CompletionStage<T> call(
            Shard asking, Function<PublicationLog, CompletionStage<T>> call, T otherwise, T late) {
        PublicationLog log = publications;
        CompletableFuture<T> answer =
                log == null ? CompletableFuture.completedFuture(otherwise) : guard(() -> call.apply(log), otherwise);
        return asking.brokerCalls.await(answer, late);
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
