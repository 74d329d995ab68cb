package dev.turbine.tck.check;

import dev.turbine.tck.check.Event.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was published, and what channels promise. */
final class Publications {
    private final Map<Long, Event.Published> byId = new HashMap<>();
    private final Map<String, List<Event.Published>> accepted = new HashMap<>(); // by channel, as ids rise
    private final Map<String, ChannelKind> kinds = new HashMap<>();

    Publications(Iterable<? extends Event> events, Verdict verdict) {
        for (Event event : events) {
            if (event instanceof Event.Declared declared) {
                kinds.put(declared.channel(), declared.kind());
            } else if (event instanceof Event.Published published) {
                verdict.count(published.outcome());
                add(published);
            }
        }
        accepted.values().forEach(list -> list.sort(Comparator.comparingLong(Event.Published::id)));
    }

    private void add(Event.Published published) {
        if (published.id() <= 0 || byId.put(published.id(), published) != null) {
            throw new IllegalArgumentException("ids of publications must be over 0 and unique: " + published);
        }
        if (published.outcome() == Outcome.ACKED || published.outcome() == Outcome.PARTIAL) {
            accepted.computeIfAbsent(published.channel(), c -> new ArrayList<>())
                    .add(published);
        }
    }

    ChannelKind kind(String channel) {
        return kinds.getOrDefault(channel, ChannelKind.LOSSY);
    }

    Event.@Nullable Published of(long id) {
        return byId.get(id);
    }

    /** Whether one that somebody was given is what was published, and where. */
    void judge(String channel, long id, boolean intact, Event given, Verdict verdict) {
        Event.Published published = of(id);
        if (!intact || published != null && !published.channel().equals(channel)) {
            verdict.add(Violation.CORRUPTED, given + " of " + published);
        } else if (published == null || published.outcome() == Outcome.REFUSED) {
            verdict.add(Violation.INVENTED, given + " of " + published);
        }
    }

    /**
     * Those that are owed to whoever was subscribed on a node from a moment on.
     *
     * @param local whether only those of the node itself are
     */
    void owed(String channel, long since, String node, boolean local, Consumer<Event.Published> action) {
        for (Event.Published published : accepted.getOrDefault(channel, List.of())) {
            boolean everywhere = published.outcome() == Outcome.ACKED && !local;
            if (published.at() > since && (everywhere || published.source().equals(node))) {
                action.accept(published);
            }
        }
    }

    void forEachPlace(Consumer<Event.Published> action) {
        byId.values().stream().filter(published -> published.position() != null).forEach(action);
    }
}
