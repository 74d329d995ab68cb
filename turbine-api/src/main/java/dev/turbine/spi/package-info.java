/**
 * What a plug-in implements: {@link dev.turbine.spi.Transport} for a socket server, {@link
 * dev.turbine.spi.Authenticator} for tokens, {@link dev.turbine.spi.Broker} for many nodes. The rules that an implementation must keep are numbered in {@code
 * docs/spi.md}.
 */
@NullMarked
package dev.turbine.spi;

import org.jspecify.annotations.NullMarked;
