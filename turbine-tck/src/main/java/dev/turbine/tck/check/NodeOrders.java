package dev.turbine.tck.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * In which order the subscribers on each node received what was published to a channel without history. They agree if there
 * is one order that all of them saw parts of: if what follows what has no cycle.
 */
final class NodeOrders {
    private record Key(String node, String channel) {}

    /** The order of one channel on one node. */
    static final class Order {
        private final Map<Long, Set<Long>> followers = new LinkedHashMap<>();
        private final Set<Long> latest = new LinkedHashSet<>();

        /** Somebody received {@code after} next to {@code before}, which is 0 for the first. */
        void follows(long before, long after) {
            followers.computeIfAbsent(after, id -> new HashSet<>(2));
            if (before != 0) {
                followers.get(before).add(after);
            }
        }

        /** What one of those who were there at the end had last, if anything. */
        void noteLatest(long id) {
            if (id != 0) {
                latest.add(id);
            }
        }

        /** What is left when everything that nothing comes before is taken away, again and again. */
        private Set<Long> cycles() {
            Map<Long, Integer> before = new LinkedHashMap<>();
            followers.keySet().forEach(id -> before.put(id, 0));
            followers.values().forEach(after -> after.forEach(id -> before.merge(id, 1, Integer::sum)));
            Queue<Long> free = new ArrayDeque<>();
            before.forEach((id, count) -> {
                if (count == 0) {
                    free.add(id);
                }
            });
            while (!free.isEmpty()) {
                long id = free.remove();
                before.remove(id);
                for (long after : followers.get(id)) {
                    if (before.merge(after, -1, Integer::sum) == 0) {
                        free.add(after);
                    }
                }
            }
            return before.keySet();
        }
    }

    private final Map<Key, Order> orders = new LinkedHashMap<>();

    Order of(String node, String channel) {
        return orders.computeIfAbsent(new Key(node, channel), key -> new Order());
    }

    void judge(Verdict verdict) {
        orders.forEach((key, order) -> {
            List<Long> cycles = new ArrayList<>(order.cycles());
            if (!cycles.isEmpty()) {
                verdict.add(
                        Violation.REORDERED,
                        "subscribers on " + key.node + " disagree on the order, on " + key.channel + ", of "
                                + cycles.subList(0, Math.min(10, cycles.size())));
            }
            if (order.latest.size() > 1) {
                verdict.add(
                        Violation.LOST,
                        "subscribers on " + key.node + " disagree on the latest, on " + key.channel + ": "
                                + order.latest);
            }
        });
    }
}
