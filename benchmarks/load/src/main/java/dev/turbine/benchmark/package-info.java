/** Runs scenarios: starts processes, measures them, and keeps what was measured. */
@NullMarked
package dev.turbine.benchmark;

import org.jspecify.annotations.NullMarked;
