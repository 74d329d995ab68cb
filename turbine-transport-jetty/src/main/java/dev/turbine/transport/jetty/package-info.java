/**
 * The transport on Jetty: {@link dev.turbine.transport.jetty.JettyTransport} with a server of its own, {@link
 * dev.turbine.transport.jetty.JettyMount} in one of the host's.
 *
 * <p>A request enters at {@code Gateway}. What asks for a WebSocket goes through {@code Handshake} and lives on as a
 * {@code SocketConnection}; everything else is a {@code Call}.
 */
@NullMarked
package dev.turbine.transport.jetty;

import org.jspecify.annotations.NullMarked;
