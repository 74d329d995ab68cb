/**
 * A transport on blocking sockets, written from {@code docs/spi.md} alone: the tests of the contracts run over it, and over
 * variants of it that are broken on purpose. It prefers few lines over speed.
 */
@NullMarked
package dev.turbine.tck.plain;

import org.jspecify.annotations.NullMarked;
