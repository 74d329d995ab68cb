/**
 * Pieces that transports are built of: optional, but each keeps a rule of the SPI that every transport would otherwise have to
 * keep by itself.
 */
@NullMarked
package dev.turbine.spi.support;

import org.jspecify.annotations.NullMarked;
