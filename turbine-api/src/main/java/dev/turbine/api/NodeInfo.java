package dev.turbine.api;

import java.time.Instant;

/**
 * What a node last said of itself.
 *
 * @param id its name with a random part: another one after each start
 * @param started when it started, by its own clock
 * @param sessions open sessions, authenticated or not
 * @param channels channels with a subscriber there
 */
public record NodeInfo(String id, Instant started, long sessions, long channels) {}
