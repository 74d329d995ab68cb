/**
 * One checker for everything that publishes and subscribes: publishers and clients write down what they saw in a {@link
 * dev.turbine.tck.check.Journal}, and {@link dev.turbine.tck.check.Checker} says afterwards which promise was broken,
 * whether the events come from a simulation in one thread, from tests over sockets or from many processes.
 */
@NullMarked
package dev.turbine.tck.check;

import org.jspecify.annotations.NullMarked;
