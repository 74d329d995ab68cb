/**
 * The test kit for whoever writes a transport: extend {@link dev.turbine.tck.TransportContract} with a class that makes the
 * transport, and the rules of {@code docs/spi.md} are tested on it; {@link dev.turbine.tck.ConversationContract}, {@link
 * dev.turbine.tck.BadInputContract} and {@link dev.turbine.tck.LoadContract} test the wire protocol over it. The clients
 * that the contracts use are public.
 */
@NullMarked
package dev.turbine.tck;

import org.jspecify.annotations.NullMarked;
