package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;

/** A connection on which nothing happens. */
public class SilentConnection implements Connection {
    @Override
    public void send(Batch batch, Completion done) {}

    @Override
    public void ping() {}

    @Override
    public void demand() {}

    @Override
    public void close(Disconnect disconnect) {}

    @Override
    public void abort() {}

    @Override
    public String remoteAddress() {
        return "192.0.2.1:1";
    }
}
