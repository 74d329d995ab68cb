package dev.turbine;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A broker between nodes of one process, which hands everything on within the call. */
public class DirectBroker implements Broker {
    /** What brokers have in common that reach each other. */
    public static final class Bus {
        private final List<DirectBroker> brokers = new CopyOnWriteArrayList<>();

        public Bus() {}

        public DirectBroker broker() {
            return new DirectBroker(this);
        }
    }

    private final Bus bus;
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final LongAdder offered = new LongAdder();
    private volatile Forwarding answer = Forwarding.FORWARDED;
    private volatile @Nullable Listener listener;
    private volatile boolean deaf;

    protected DirectBroker(Bus bus) {
        this.bus = bus;
    }

    /** What publications are answered from now on. */
    public DirectBroker answering(Forwarding answer) {
        this.answer = answer;
        return this;
    }

    /** Whether what others publish gets lost on its way here. */
    public void deaf(boolean deaf) {
        this.deaf = deaf;
    }

    /** Says something to this broker's node as if another node did. */
    public void hear(byte[] payload) {
        Listener told = listener;
        if (told != null) {
            told.onBroadcast(payload);
        }
    }

    /** Publishes to this broker's node as if another node did. */
    public void hear(String channel, byte[] payload) {
        Listener told = listener;
        if (told != null) {
            told.onPublication(channel, payload);
        }
    }

    /** Says that something may have been missed. */
    public void gap() {
        Listener told = listener;
        if (told != null) {
            told.onGap();
        }
    }

    /** Takes the node off the bus without a word. */
    public void cut() {
        bus.brokers.remove(this);
    }

    @Override
    public void start(Listener listener) {
        this.listener = listener;
        bus.brokers.add(this);
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        channels.add(channel);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void unsubscribe(String channel) {
        channels.remove(channel);
    }

    @Override
    public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        offered.increment();
        for (DirectBroker other : bus.brokers) {
            if (other != this && !other.deaf && other.channels.contains(channel)) {
                other.hear(channel, payload);
            }
        }
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public void broadcast(byte[] payload) {
        if (bus.brokers.contains(this)) {
            bus.brokers.stream().filter(other -> other != this).forEach(other -> other.hear(payload));
        }
    }

    @Override
    public LinkStats stats() {
        long all = offered.sum();
        return new LinkStats(LinkStats.State.UP, all, all, Map.of("full", 0L, "away", 0L), 0, 0, 0, Map.of(), 0);
    }

    @Override
    public void close() {
        cut();
        listener = null;
    }
}
