package dev.turbine.transport.jakarta;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.util.List;

/** How a container sends. No method blocks or throws; one batch is in flight at a time. */
interface Outbound {
    void send(List<Message> batch, Connection.Completion done);

    void ping();

    void close(Disconnect disconnect);

    void abort();

    /** The connection has ended: what is in flight fails. */
    void ended();
}
