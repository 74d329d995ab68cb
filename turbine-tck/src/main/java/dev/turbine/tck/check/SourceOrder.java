package dev.turbine.tck.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The publications that a subscription received: each once, and those of a source in their order. */
final class SourceOrder {
    private final Set<Long> ids = new HashSet<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Publications publications;
    private final Verdict verdict;

    SourceOrder(Publications publications, Verdict verdict) {
        this.publications = publications;
        this.verdict = verdict;
    }

    /** False if it came before. */
    boolean take(Event.Received event) {
        Event.Published published = publications.of(event.id());
        if (published == null) {
            return true; // said elsewhere
        }
        if (!ids.add(event.id())) {
            verdict.add(Violation.DOUBLED, event.toString());
            return false;
        }
        Long before = newest.merge(published.source(), event.id(), Math::max);
        if (before > event.id()) {
            verdict.add(Violation.REORDERED, event + " after " + before + " of the same source");
        }
        return true;
    }

    boolean has(long id) {
        return ids.contains(id);
    }

    /** The newest that came of a source; 0 for none. */
    long newest(@Nullable String source) {
        return newest.getOrDefault(source, 0L);
    }
}
