package dev.turbine.tck;

import dev.turbine.spi.Broker;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Takes different names for the same where an operator makes them the same: as a server would, of which it does not know. */
final class RenamingBroker extends BrokenBroker {
    private final UnaryOperator<String> rename;

    RenamingBroker(Broker sound, UnaryOperator<String> rename) {
        super(sound);
        this.rename = rename;
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        channels.add(channel);
        return sound.subscribe(rename.apply(channel));
    }

    @Override
    public void unsubscribe(String channel) {
        channels.remove(channel);
    }

    @Override
    public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        return sound.publish(rename.apply(channel), payload);
    }

    @Override
    public void onPublication(String renamed, byte[] payload) {
        for (String channel : channels) {
            if (rename.apply(channel).equals(renamed)) {
                engine.onPublication(channel, payload);
            }
        }
    }
}
