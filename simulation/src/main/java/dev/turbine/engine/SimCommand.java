package dev.turbine.engine;

import dev.turbine.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of a client that has no reply yet.
 *
 * @param granted what the token of a connect or refresh grants
 */
record SimCommand(String method, String channel, @Nullable Position asked, long expiresAt, List<String> granted) {
    static SimCommand of(String method, String channel, @Nullable Position asked) {
        return new SimCommand(method, channel, asked, 0, List.of());
    }
}
