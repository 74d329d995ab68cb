/** Turbine's peers, each as its documentation sets it up for WebSockets. */
@NullMarked
package dev.turbine.benchmark.peer;

import org.jspecify.annotations.NullMarked;
