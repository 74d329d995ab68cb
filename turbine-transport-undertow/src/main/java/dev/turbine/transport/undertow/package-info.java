/**
 * Serves Turbine on Undertow: on one of its own, or mounted in one of the application's.
 *
 * <p>A request enters at {@code Gateway}. What asks for a WebSocket goes through {@code Handshake} and lives on as a
 * {@code SocketConnection}; everything else is a {@code Call}. All of it runs on the I/O thread of its connection.
 */
@NullMarked
package dev.turbine.transport.undertow;

import org.jspecify.annotations.NullMarked;
