/**
 * The test kit for whoever writes a plug-in. For a transport: extend {@link dev.turbine.tck.TransportContract} with a class that makes the
 * transport, and the rules of {@code docs/spi.md} are tested on it; {@link dev.turbine.tck.ConversationContract}, {@link
 * dev.turbine.tck.BadInputContract} and {@link dev.turbine.tck.LoadContract} test the wire protocol over it. The clients
 * that the contracts use are public. {@link dev.turbine.tck.AuthenticatorContract} and {@link
 * dev.turbine.tck.BrokerContract} do the same for the other kinds; {@link dev.turbine.tck.MemoryTransport} and {@link
 * dev.turbine.tck.MemoryNetwork} are fakes for the tests of an application.
 */
@NullMarked
package dev.turbine.tck;

import org.jspecify.annotations.NullMarked;
