package dev.turbine.broker.nats;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest number from each node. A message that comes after a newer one of its node took another way and is late:
 * it lay in a server that was frozen, say, while its node had gone on through another. To deliver it would break the order.
 * Not thread-safe.
 */
final class Origins {
    /** More nodes than anybody runs; what is forgotten past it is the one heard of the longest time ago. */
    private static final int MAX_ORIGINS = 4_096;

    private final Map<Long, Long> newest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MAX_ORIGINS;
        }
    };

    /** Notes a message's number; false if it is not higher than all before it of that node. */
    boolean advance(long origin, long sequence) {
        Long before = newest.get(origin);
        if (before != null && before >= sequence) {
            return false;
        }
        newest.put(origin, sequence);
        return true;
    }
}
