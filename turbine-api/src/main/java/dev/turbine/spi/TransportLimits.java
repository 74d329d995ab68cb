package dev.turbine.spi;

import java.time.Duration;

/**
 * The bounds that a transport keeps by itself, because they must hold before a message or a request is whole.
 *
 * @param messageBytes the most bytes of an inbound message, over all its frames; past it the connection is closed with
 *     1009
 * @param messageFragments the most frames of an inbound message; past it the connection is closed with 1009. Without it
 *     empty continuation frames would go on for ever. Where a server does not tell a frame from a part of one, counting
 *     the empty ones is enough: each other brings a byte
 * @param idleTimeout how long a connection may go without a byte from its peer before it is dropped, a safety net behind the
 *     engine's own pings (a transport that does not read for want of demand need not count that time); and how long a
 *     request's head, and then its body, may take to be whole, however steadily it trickles in
 */
public record TransportLimits(int messageBytes, int messageFragments, Duration idleTimeout) {}
