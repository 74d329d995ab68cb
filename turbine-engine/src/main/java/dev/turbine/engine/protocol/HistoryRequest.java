package dev.turbine.engine.protocol;

import dev.turbine.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a channel's history.
 *
 * @param since the position whose followers are wanted; null for the oldest there are
 * @param limit how many of them at the most
 */
public record HistoryRequest(String channel, @Nullable Position since, int limit) {}
