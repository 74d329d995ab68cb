package dev.turbine.tck.check;

import dev.turbine.api.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was given with a whole position: the pages of histories that clients asked for, and what code in a node's process was
 * handed. A page follows its position without a hole, and says where the channel stands; that never goes back for one who
 * asks.
 */
final class Pages {
    private record Key(String connection, String channel, String epoch) {}

    private final Publications publications;
    private final Places places;
    private final Verdict verdict;
    private final List<Event.Page> pages = new ArrayList<>();
    private final Map<Key, Long> tops = new HashMap<>();
    private final Map<String, String> nodes = new HashMap<>(); // of the epochs that only one has

    Pages(Publications publications, Places places, Verdict verdict) {
        this.publications = publications;
        this.places = places;
        this.verdict = verdict;
    }

    /** Somebody was told where a channel stands. */
    void told(Event.Subscribed event) {
        Position position = event.position();
        if (position != null) {
            tops.merge(key(event, event.channel(), position), position.offset(), Math::max);
        }
    }

    private static Key key(Event.OfClient event, String channel, Position position) {
        return new Key(event.connection(), channel, position.epoch());
    }

    /** Code in a node's process was handed a publication: it has a place if the channel has places, and they rise. */
    void heard(Event.Heard event) {
        Position position = event.position();
        if (publications.kind(event.channel()).hasHistory() != (position != null)) {
            verdict.add(Violation.MISPLACED, event.toString());
        }
        if (position == null) {
            return;
        }
        places.note(event.channel(), position, event.id(), event.toString());
        Long before = tops.put(key(event, event.channel(), position), position.offset());
        if (before != null && before >= position.offset()) {
            verdict.add(Violation.REORDERED, event + " after offset " + before);
        }
    }

    void take(Event.Page page, String node) {
        pages.add(page);
        Position top = page.top();
        Position since = page.since();
        if (since != null && (!since.epoch().equals(top.epoch()) || since.offset() > top.offset())) {
            verdict.add(Violation.FALSE_RECOVERED, "nothing follows that position: " + page);
        }
        if (tops.merge(key(page, page.channel(), top), top.offset(), Math::max) > top.offset()) {
            verdict.add(Violation.REORDERED, "the channel stood further already: " + page);
        }
        if (isCounted(page) && !nodes.computeIfAbsent(top.epoch(), e -> node).equals(node)) {
            verdict.add(Violation.MISPLACED, "the epoch is that of " + nodes.get(top.epoch()) + ": " + page);
        }
        Set<Long> ids = new HashSet<>();
        for (Event.Placed placed : page.publications()) {
            publications.judge(page.channel(), placed.id(), placed.intact(), page, verdict);
            places.note(page.channel(), new Position(top.epoch(), placed.offset()), placed.id(), page.toString());
            if (!ids.add(placed.id())) {
                verdict.add(Violation.DOUBLED, placed + " on " + page);
            }
        }
        if (!isCounted(page)) {
            places.note(page.channel(), top);
        }
    }

    private boolean isCounted(Event.Page page) {
        return publications.kind(page.channel()) == ChannelKind.HISTORY;
    }

    /** Once it is known what stands where. */
    void judge() {
        pages.forEach(this::judge);
    }

    private void judge(Event.Page page) {
        long last = page.since() == null ? -1 : page.since().offset(); // -1: it begins anywhere
        for (Event.Placed placed : page.publications()) {
            Long next = last < 0 ? null : next(page, last);
            if (placed.offset() <= last) {
                verdict.add(Violation.REORDERED, placed + " after offset " + last + " on " + page);
            } else if (next != null && next < placed.offset()) {
                verdict.add(Violation.SILENT_GAP, "offset " + next + " is missing before " + placed + " on " + page);
            }
            last = placed.offset();
        }
        long top = page.top().offset();
        if (last > top) {
            verdict.add(Violation.MISPLACED, "ends after offset " + top + ": " + page);
        } else if (last >= 0 && last < top && !page.full()) {
            verdict.add(Violation.SILENT_GAP, "ends before offset " + top + ", and has room for it: " + page);
        }
    }

    private @Nullable Long next(Event.Page page, long offset) {
        return isCounted(page)
                ? Long.valueOf(offset + 1)
                : places.after(page.channel(), page.top().epoch(), offset);
    }
}
