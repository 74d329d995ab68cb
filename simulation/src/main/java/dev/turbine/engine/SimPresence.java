package dev.turbine.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a client was told of who comes and goes on a channel, since it is subscribed. */
final class SimPresence {
    private final Map<String, String> came = new HashMap<>(); // users by sessions
    private final Set<String> left = new HashSet<>();

    void clear() {
        came.clear();
        left.clear();
    }

    void changed(String client, String user, boolean there) {
        if (there) {
            came.put(client, user);
            left.remove(client);
        } else {
            came.remove(client);
            left.add(client);
        }
    }

    /**
     * Whether that is so: who came is there, who left is not, and it was told of itself.
     *
     * @param present who is there
     */
    boolean agrees(String self, Map<String, String> present) {
        return present.entrySet().containsAll(came.entrySet())
                && left.stream().noneMatch(present::containsKey)
                && came.containsValue(self);
    }
}
