/** Values exchanged between Turbine and the application that embeds it. All of them are immutable. */
@NullMarked
package dev.turbine.api;

import org.jspecify.annotations.NullMarked;
