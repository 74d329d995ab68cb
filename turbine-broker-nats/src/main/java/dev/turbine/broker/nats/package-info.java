/** A {@link dev.turbine.spi.Broker} over NATS, by its client library jnats. */
@NullMarked
package dev.turbine.broker.nats;

import org.jspecify.annotations.NullMarked;
