package dev.turbine.engine;

import dev.turbine.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of a client that has no reply yet.
 *
 * @param asked the position to go on from; null if it is asked for none
 * @param limit how many publications a page may have
 * @param granted what the token of a connect or refresh grants
 */
record SimCommand(
        String method, String channel, @Nullable Position asked, int limit, long expiresAt, List<String> granted) {
    static SimCommand of(String method, String channel, @Nullable Position asked) {
        return new SimCommand(method, channel, asked, 0, 0, List.of());
    }

    static SimCommand history(String channel, @Nullable Position since, int limit) {
        return new SimCommand("history", channel, since, limit, 0, List.of());
    }

    /** Its parameters that say from where on. */
    String position(String name) {
        return asked == null
                ? ""
                : ",\"" + name + "\":{\"epoch\":\"" + asked.epoch() + "\",\"offset\":" + asked.offset() + "}";
    }
}
