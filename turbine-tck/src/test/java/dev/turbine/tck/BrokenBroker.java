package dev.turbine.tck;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Stands between a sound broker and the engine's side, and passes on all: a fault overrides a method or two. */
class BrokenBroker implements Broker, Broker.Listener {
    /** A little later, on another thread. */
    static final Executor LATER = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    final Broker sound;
    final Set<String> channels = ConcurrentHashMap.newKeySet();
    volatile Listener engine = this; // until it starts
    volatile boolean closed;

    BrokenBroker(Broker sound) {
        this.sound = sound;
    }

    final boolean isAway() {
        return sound.stats().state() != LinkStats.State.UP;
    }

    @Override
    public void start(Listener listener) {
        engine = listener;
        sound.start(this);
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        channels.add(channel);
        return sound.subscribe(channel);
    }

    @Override
    public void unsubscribe(String channel) {
        channels.remove(channel);
        sound.unsubscribe(channel);
    }

    @Override
    public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        return sound.publish(channel, payload);
    }

    @Override
    public void broadcast(byte[] payload) {
        sound.broadcast(payload);
    }

    @Override
    public LinkStats stats() {
        return sound.stats();
    }

    @Override
    public void close() {
        closed = true;
        sound.close();
    }

    @Override
    public void onPublication(String channel, byte[] payload) {
        engine.onPublication(channel, payload);
    }

    @Override
    public void onBroadcast(byte[] payload) {
        engine.onBroadcast(payload);
    }

    @Override
    public void onGap() {
        engine.onGap();
    }
}
