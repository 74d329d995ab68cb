/** Mounts Turbine in a Jakarta Servlet and WebSocket container, as a servlet of the host's application. */
@NullMarked
package dev.turbine.transport.jakarta;

import org.jspecify.annotations.NullMarked;
