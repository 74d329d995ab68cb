package dev.turbine.engine;

/**
 * How much of a history is read at once.
 *
 * @param bytes the entry that passes them is the last
 */
record PageSize(int entries, long bytes) {}
