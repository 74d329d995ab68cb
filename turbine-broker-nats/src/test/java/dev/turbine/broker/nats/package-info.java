/** Tests of the NATS broker, on real servers. */
@NullMarked
package dev.turbine.broker.nats;

import org.jspecify.annotations.NullMarked;
