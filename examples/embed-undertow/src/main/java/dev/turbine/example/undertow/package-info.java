/** An application on Undertow with Turbine as one of its handlers. */
@NullMarked
package dev.turbine.example.undertow;

import org.jspecify.annotations.NullMarked;
