/**
 * Pieces that plug-ins are built of: optional, but each keeps a rule of the SPI that every one would otherwise have to
 * keep by itself.
 */
@NullMarked
package dev.turbine.spi.support;

import org.jspecify.annotations.NullMarked;
