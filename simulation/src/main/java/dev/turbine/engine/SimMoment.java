package dev.turbine.engine;

/**
 * A moment in a simulated world.
 *
 * @param tick what comes before what; no two events have the same
 * @param millis the wall clock
 */
record SimMoment(long tick, long millis) {}
