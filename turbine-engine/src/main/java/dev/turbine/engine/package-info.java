/** Sessions on shards. {@code Shard} is the place to start reading; {@code docs/architecture.md} walks through it. */
@NullMarked
package dev.turbine.engine;

import org.jspecify.annotations.NullMarked;
