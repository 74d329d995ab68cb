/** An application that has a Jetty of its own, and Turbine mounted in it. */
@NullMarked
package dev.turbine.example.jetty;

import org.jspecify.annotations.NullMarked;
