package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import java.util.ArrayList;
import java.util.List;

/** A connection that takes what it is sent at once. */
final class HandConnection extends SilentConnection {
    final List<String> sent = new ArrayList<>();
    /** How often it was asked for a message. */
    int demands;

    @Override
    public void send(Batch batch, Completion done) {
        batch.forEach(message -> sent.add(message.text()));
        done.done(null);
    }

    @Override
    public void demand() {
        demands++;
    }

    @Override
    public void close(Disconnect disconnect) {
        sent.add("close " + disconnect.code());
    }
}
