/**
 * The transport on an embedded Jetty: {@link dev.turbine.transport.jetty.JettyTransport}.
 *
 * <p>A request enters at {@code Gateway}. What asks for a WebSocket goes through {@code Handshake} and lives on as a
 * {@code SocketConnection}; everything else is a {@code Call}.
 */
@NullMarked
package dev.turbine.transport.jetty;

import org.jspecify.annotations.NullMarked;
