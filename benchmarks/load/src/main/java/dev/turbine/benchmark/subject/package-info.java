/** The servers that are measured, each alone in its process: Turbine, bare transports, and the floor below both. */
@NullMarked
package dev.turbine.benchmark.subject;

import org.jspecify.annotations.NullMarked;
