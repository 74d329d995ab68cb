/**
 * The test kit for whoever writes a transport: extend {@link dev.turbine.tck.ConversationContract}, {@link
 * dev.turbine.tck.BadInputContract} and {@link dev.turbine.tck.LoadContract} with a class that makes the transport, and
 * every rule of the wire protocol is tested over it. The clients that the contracts use are public.
 */
@NullMarked
package dev.turbine.tck;

import org.jspecify.annotations.NullMarked;
