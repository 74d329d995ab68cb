package dev.turbine;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A broker that does not confirm one channel until it is told to. */
final class HoldingBroker extends DirectBroker {
    private final String held;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> confirmation = new CompletableFuture<>();

    HoldingBroker(Bus bus, String held) {
        super(bus);
        this.held = held;
    }

    /** The channels asked for so far. */
    Queue<String> asked() {
        return asked;
    }

    void confirm() {
        confirmation.complete(null);
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        asked.add(channel);
        CompletionStage<Void> done = super.subscribe(channel);
        return channel.equals(held) ? confirmation : done;
    }
}
