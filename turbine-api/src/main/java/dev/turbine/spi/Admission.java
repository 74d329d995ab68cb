package dev.turbine.spi;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine's answer to a request for a WebSocket. */
public sealed interface Admission {
    /**
     * The request becomes a WebSocket.
     *
     * @param subprotocol what to answer in {@code Sec-WebSocket-Protocol}; null for no such header
     * @param open called once the connection is open, with the connection, before any message of it; returns its
     *     listener. It does not block or throw, and may already call the connection. Not called if the upgrade fails: so
     *     nothing may be reserved before it is
     */
    record Accept(@Nullable String subprotocol, Function<Connection, Connection.Listener> open) implements Admission {
        public Accept {
            requireNonNull(open, "open");
        }
    }

    /** The request is answered over HTTP and never becomes a WebSocket. */
    record Refuse(HttpReply reply) implements Admission {
        public Refuse {
            requireNonNull(reply, "reply");
        }
    }
}
