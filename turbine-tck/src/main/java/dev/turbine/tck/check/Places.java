package dev.turbine.tck.check;

import dev.turbine.api.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which publication stands where in the histories, as far as anybody saw it: one for each place, one place for each. */
final class Places {
    private record Key(String channel, String epoch) {}

    private static final class OfHistory {
        private final TreeMap<Long, Long> idByOffset = new TreeMap<>();
        private final Map<Long, Long> offsetById = new HashMap<>();
    }

    private static final long UNKNOWN = 0;

    private final Map<Key, OfHistory> histories = new HashMap<>();
    private final Verdict verdict;

    Places(Verdict verdict) {
        this.verdict = verdict;
    }

    private OfHistory history(String channel, String epoch) {
        return histories.computeIfAbsent(new Key(channel, epoch), key -> new OfHistory());
    }

    /** Somebody saw a publication at a place. */
    void note(String channel, Position position, long id, String where) {
        OfHistory history = history(channel, position.epoch());
        Long other = history.idByOffset.put(position.offset(), id);
        if (other != null && other != UNKNOWN && other != id) {
            verdict.add(Violation.MISPLACED, where + ": " + id + " where " + other + " was seen, at " + position);
        }
        Long before = history.offsetById.put(id, position.offset());
        if (before != null && before != position.offset()) {
            verdict.add(Violation.MISPLACED, where + ": " + id + " at " + position + ", and at offset " + before);
        }
    }

    /** There is a publication at a place. */
    void note(String channel, Position position) {
        if (position.offset() > 0) {
            history(channel, position.epoch()).idByOffset.putIfAbsent(position.offset(), UNKNOWN);
        }
    }

    /** The next place after one at which there is a publication. */
    @Nullable
    Long after(String channel, String epoch, long offset) {
        return history(channel, epoch).idByOffset.higherKey(offset);
    }
}
