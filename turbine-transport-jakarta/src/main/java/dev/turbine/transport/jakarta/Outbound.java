package dev.turbine.transport.jakarta;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;

/** How a container sends. No method blocks or throws; one batch is in flight at a time. */
interface Outbound {
    void send(Batch batch, Connection.Completion done);

    void ping();

    void close(Disconnect disconnect);

    void abort();

    /** The connection has ended: what is in flight fails. */
    void ended();
}
