/** The entry point: {@link dev.turbine.Turbine}. */
@NullMarked
package dev.turbine;

import org.jspecify.annotations.NullMarked;
