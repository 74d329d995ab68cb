package dev.turbine.tck;

import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stands between a sound log and the engine's side, and passes on all: a fault overrides a method or two. */
class BrokenLog implements PublicationLog, PublicationLog.Listener {
    final Broker broker;
    final PublicationLog sound;
    volatile Listener engine = this; // until it starts
    volatile boolean closed;

    BrokenLog(Broker broker) {
        this.broker = broker;
        this.sound = Objects.requireNonNull(broker.log());
    }

    @Override
    public void start(Listener listener) {
        engine = listener;
        sound.start(this);
    }

    @Override
    public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
        return sound.append(channel, payload, key);
    }

    @Override
    public CompletionStage<Void> follow(String channel) {
        return sound.follow(channel);
    }

    @Override
    public void unfollow(String channel) {
        sound.unfollow(channel);
    }

    @Override
    public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
        return sound.read(channel, after, limit, newest);
    }

    @Override
    public void onAppended(String channel, Entry entry) {
        engine.onAppended(channel, entry);
    }

    @Override
    public void onGap() {
        engine.onGap();
    }
}
